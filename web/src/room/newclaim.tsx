/** A claim that the machine missed: the marked words, and what they say. */
import { useState } from "preact/hooks";
import type * as api from "../api/types";
import { go } from "../state/store";
import { actors, Lookup, parties, places, Type, type Choice } from "../ui/pickers";
import { IsoField } from "../ui/dayfield";
import { MODALITIES } from "../town/words";
import { add } from "./actions";

export interface Selection_ {
  start: number;
  end: number;
  text: string;
}

export function NewClaim({ report, marked, close }: { report: api.ReportPage["report"]; marked: Selection_; close: () => void }) {
  const [type, setType] = useState("control.gain");
  const [where, setWhere] = useState<Choice | null>(null);
  const [first, setFirst] = useState(report.published ?? "");
  const [last, setLast] = useState(report.published ?? "");
  const [by, setBy] = useState<Choice | null>(null);
  const [against, setAgainst] = useState<Choice | null>(null);
  const [holder, setHolder] = useState<Choice | null>(null);
  const [lostBy, setLostBy] = useState<Choice | null>(null);
  const [modality, setModality] = useState("asserted");
  const control = type.startsWith("control.");
  const enter = async () => {
    const claim = await add(
      {
        report: report.id, start: marked.start, end: marked.end, type, modality,
        first: first || null, last: last || first || null,
        ...(where ? { where: where.id } : {}),
        ...(by ? { by: [by.id] } : {}),
        ...(against ? { against: [against.id] } : {}),
        ...(control && holder ? { holder: holder.id } : {}),
        ...(control && lostBy ? { lost_by: lostBy.id } : {}),
      },
      [marked.text, `${type}${where ? ` · ${where.name}` : ""}${holder && control ? ` · ${holder.name}` : ""}`],
    );
    if (claim) {
      close();
      go({ claim: claim.claim });
    }
  };
  return (
    <form
      class="coded new"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <h3>A claim that was missed</h3>
      <blockquote dir="auto">{marked.text}</blockquote>
      <dl>
        <div class="row"><dt>Type</dt><dd><Type value={type} set={setType} /></dd></div>
        <div class="row"><dt>Where</dt><dd><Lookup label="Where" value={where?.name ?? ""} find={places} set={setWhere} /></dd></div>
        <div class="row">
          <dt>When</dt>
          <dd>
            <span class="range">
              <IsoField label="First day" value={first || null} set={(day) => setFirst(day ?? "")} />
              <IsoField label="Last day" value={last || null} set={(day) => setLast(day ?? "")} />
            </span>
          </dd>
        </div>
        <div class="row"><dt>By</dt><dd><Lookup label="By" value={by?.name ?? ""} find={actors} set={setBy} /></dd></div>
        <div class="row"><dt>Against</dt><dd><Lookup label="Against" value={against?.name ?? ""} find={actors} set={setAgainst} /></dd></div>
        {control && <div class="row"><dt>Holder</dt><dd><Lookup label="Holder" value={holder?.name ?? ""} find={parties} set={setHolder} /></dd></div>}
        {control && <div class="row"><dt>Lost by</dt><dd><Lookup label="Lost by" value={lostBy?.name ?? ""} find={parties} set={setLostBy} /></dd></div>}
        <div class="row">
          <dt>Said as</dt>
          <dd>
            <select aria-label="Said as" value={modality} onChange={(event) => setModality(event.currentTarget.value)}>
              {Object.entries(MODALITIES).map(([id, text]) => <option key={id} value={id}>{text}</option>)}
            </select>
          </dd>
        </div>
      </dl>
      <p class="buttons">
        <button type="submit" class="strong">Add it</button>
        <button type="button" onClick={close}>Leave it</button>
      </p>
    </form>
  );
}
