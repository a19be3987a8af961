/**
 * The coded row: a claim's fields, each with a picker. Changes are gathered and entered together, with one reason.
 */
import { useEffect, useState } from "preact/hooks";
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useAsk } from "../api/hook";
import type * as api from "../api/types";
import { mayWrite } from "../state/ledger";
import { spelledRange } from "../time/days";
import { actors, Lookup, parties, places, Type, type Choice } from "../ui/pickers";
import { IsoField } from "../ui/dayfield";
import { PartyName } from "../ui/pieces";
import { MODALITIES, sourceLine, whenWords } from "../town/words";
import { accept, edit, merge, reject } from "./actions";

/** Grows when `e` asks for the fields. */
export const editWanted = signal(0);
export const mergeWanted = signal(0);

interface Draft {
  set: Record<string, unknown>;
  lines: Record<string, string>;
}

const NONE: Draft = { set: {}, lines: {} };

export function CodedRow({ claim, rejected = false }: { claim: api.Claim; rejected?: boolean }) {
  const [draft, change] = useState<Draft>(NONE);
  const [merging, startMerge] = useState(false);
  useEffect(() => {
    change(NONE);
    startMerge(false);
  }, [claim.claim]);
  useEffect(() => {
    if (editWanted.value > 0) document.querySelector<HTMLElement>(".coded select, .coded input")?.focus();
  }, [editWanted.value]);
  useEffect(() => {
    if (mergeWanted.value > 0) startMerge(true);
  }, [mergeWanted.value]);
  const writes = mayWrite.value && !rejected;
  const put = (field: string, value: unknown, was: string, is: string) =>
    change(({ set, lines }) => ({ set: { ...set, [field]: value }, lines: { ...lines, [field]: `${field}: ${was || "–"} → ${is || "–"}` } }));
  const shown = (field: string, was: string): string => {
    const value = draft.set[field];
    if (value === undefined) return was;
    return /→ (.*)$/.exec(draft.lines[field] ?? "")?.[1]?.replace(/^–$/, "") ?? String(value);
  };
  const row = (name: string, field: string | string[], content: ComponentChildren) => {
    const changed = (Array.isArray(field) ? field : [field]).some((one) => one in draft.set);
    return (
      <div class={changed ? "row changed" : "row"}>
        <dt>{name}</dt>
        <dd>{content}</dd>
      </div>
    );
  };
  const lookup = (name: string, field: string, was: string, find: (q: string) => Promise<Choice[]>, value: (choice: Choice | null) => unknown) =>
    row(name, field, writes ? <Lookup label={name} value={shown(field, was)} find={find} set={(choice) => put(field, value(choice), was, choice?.name ?? "")} /> : <span dir="auto">{was || "–"}</span>);
  const choose = (name: string, field: string, was: string, options: [string, string][]) =>
    row(
      name,
      field,
      <select aria-label={name} disabled={!writes} value={String(draft.set[field] ?? was)} onChange={(event) => put(field, event.currentTarget.value, was, event.currentTarget.value)}>
        {options.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>,
    );
  const named = (list: api.Actor[]) => list.map((actor) => actor.name).join(", ");
  const actor = (choice: Choice | null) => (choice ? [choice.id] : []);
  const control = claim.control;
  const count = Object.keys(draft.set).length;
  const where = claim.where[0];
  return (
    <form
      class="coded"
      onSubmit={(event) => {
        event.preventDefault();
        void edit(claim, draft.set, Object.values(draft.lines)).then((done) => done && change(NONE));
      }}
    >
      <dl>
        {row("Type", "type", <Type value={String(draft.set["type"] ?? claim.type)} disabled={!writes} set={(type) => put("type", type, claim.type, type)} />)}
        {lookup("Where", "where", where?.name ?? "", places, (choice) => choice?.id ?? null)}
        {row(
          "When",
          ["when.first", "when.last"],
          writes ? (
            <span class="range">
              <IsoField label="First day" value={shown("when.first", claim.when.first ?? "") || null} set={(day) => put("when.first", day, claim.when.first ?? "", day ?? "")} />
              <IsoField label="Last day" value={shown("when.last", claim.when.last ?? "") || null} set={(day) => put("when.last", day, claim.when.last ?? "", day ?? "")} />
            </span>
          ) : (
            spelledRange(claim.when.first, claim.when.last)
          ),
        )}
        <div class="hint quiet">
          <dt class="unseen">Known from</dt>
          <dd>
            {whenWords(claim.when)}
            {claim.when.text !== null && (
              <>
                {" "}
                “<span dir="auto">{claim.when.text}</span>”
              </>
            )}
          </dd>
        </div>
        {lookup("By", "by", named(claim.by), actors, actor)}
        {lookup("Against", "against", named(claim.against), actors, actor)}
        {control && lookup("Holder", "control.holder", control.holder?.name ?? "", parties, (choice) => choice?.id ?? null)}
        {control && lookup("Lost by", "control.lost_by", control.lost_by?.name ?? "", parties, (choice) => choice?.id ?? null)}
        {control && (control.besieged_by || claim.type === "control.siege") && lookup("Besieged by", "control.besieged_by", control.besieged_by?.name ?? "", parties, (choice) => choice?.id ?? null)}
        {control && choose("Status", "control.status", control.status, ["held", "contested", "besieged", "presence", "lost"].map((one) => [one, one]))}
        {control && choose("Extent", "control.extent", control.extent, [["whole", "the whole of it"], ["part", `a part${control.part === null ? "" : `: ${control.part}`}`]])}
        {choose("Said as", "modality", claim.modality, Object.entries(MODALITIES))}
        {choose("Told as", "context", claim.context, [["main", "news of this report"], ["summary", "its summary"], ["background", "background, recalled"], ["aggregate", "a total"]])}
        {row("Says", "according_to", <span dir="auto">{sourceLine(claim).join(" · ")}</span>)}
        {claim.counts.length > 0 && row("Counts", "counts", <span>{claim.counts.map(countText).join("; ")}</span>)}
        {row("Rule", "why", <Whys lines={claim.why.length > 0 ? claim.why : [claim.coder]} />)}
        {row("Confidence", "confidence", <span class="figures">{claim.confidence.toFixed(2)}</span>)}
      </dl>
      {writes && (
        <p class="buttons">
          {count > 0 ? (
            <>
              <button type="submit" class="strong">
                Enter {count} {count === 1 ? "change" : "changes"}
              </button>
              <button type="button" onClick={() => change(NONE)}>
                Leave it
              </button>
            </>
          ) : (
            <>
              <button type="button" class="strong" onClick={() => void accept(claim)}>
                Accept <kbd>a</kbd>
              </button>
              <button type="button" onClick={() => void reject(claim)}>
                Reject <kbd>r</kbd>
              </button>
              <button type="button" onClick={() => editWanted.value++}>
                Edit <kbd>e</kbd>
              </button>
              <button type="button" aria-expanded={merging} onClick={() => startMerge(!merging)}>
                Merge <kbd>m</kbd>
              </button>
            </>
          )}
        </p>
      )}
      {merging && <MergeList claim={claim} close={() => startMerge(false)} />}
    </form>
  );
}

/** What the machine went by, a line each. */
function Whys({ lines }: { lines: string[] }) {
  return (
    <ul class="whys quiet">
      {lines.map((line, i) => (
        <li key={i} dir="auto">{line}</li>
      ))}
    </ul>
  );
}

export function countText(count: api.Count): string {
  const figure = count.best ?? (count.low !== null ? `at least ${count.low}` : count.high !== null ? `at most ${count.high}` : "some");
  return `${figure} ${count.who === "unknown" ? "people" : count.who} ${count.what}`;
}

/** Events of the same days and place that the claim may be one with. */
function MergeList({ claim, close }: { claim: api.Claim; close: () => void }) {
  const place = claim.where[0]?.id ?? null;
  const { data } = useAsk<api.Events>("events", { place, from: claim.when.first, to: claim.when.last, limit: 20 });
  const others = (data?.events ?? []).filter((event) => !event.claims.some((joined) => joined.claim === claim.claim));
  return (
    <section class="merging" aria-label="Merge with">
      <h4>The same occurrence as …</h4>
      {data && others.length === 0 && <p class="quiet">No other event of these days at this place.</p>}
      <ul>
        {others.map((event) => (
          <li key={event.event}>
            <button type="button" onClick={() => void merge(claim, { id: event.event, text: event.claims[0]?.quote ?? event.event }).then((done) => done && close())}>
              {event.claims[0]?.quote ?? event.type}
            </button>
            <span class="quiet small">
              {event.type} · {spelledRange(event.first, event.last)}{" "}
              {event.by.map((party) => (
                <PartyName key={party.id} {...party} />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
