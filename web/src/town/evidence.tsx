/**
 * Evidence: a sentence with the words that decided, who says it, what that source is to the fight, and what its word weighs.
 */
import { useState } from "preact/hooks";
import type * as api from "../api/types";
import { marks } from "../state/ledger";
import { spelledIso, spelledRange } from "../time/days";
import { Go, Weight } from "../ui/pieces";
import { fillColour } from "../ui/theme";
import { marked, MODALITIES, own, sourceLine, straight, typeWord } from "./words";

/** The party that a claim speaks for: whose colour it has. */
export function partyOf(claim: api.Claim): api.Party | null {
  const control = claim.control;
  return control?.holder ?? control?.lost_by ?? claim.by[0]?.side ?? claim.against[0]?.side ?? null;
}

export function TypeChip({ claim }: { claim: api.Claim }) {
  const party = partyOf(claim);
  const colour = party ? fillColour(marks.value.get(party.id)) : "var(--line-strong)";
  return (
    <span class="type" style={{ borderColor: colour }} title={claim.type}>
      {typeWord(claim.type)}
    </span>
  );
}

export function Quote({ claim }: { claim: api.Claim }) {
  const [before, deciding, after] = marked(claim);
  return (
    <span class="said" dir="auto">
      {straight(before)}
      {deciding !== "" && <mark>{straight(deciding)}</mark>}
      {straight(after)}
    </span>
  );
}

export function Evidence({ claim, aside = false }: { claim: api.WeighedClaim; aside?: boolean }) {
  const [unfolded, unfold] = useState(false);
  const why = claim.reason ?? "";
  const because = /set aside: (.+)$/.exec(why)?.[1];
  return (
    <li class={aside ? "evidence aside" : "evidence"} id={`claim-${claim.claim}`}>
      <Go to={{ view: "reports", report: claim.report, claim: claim.claim }} class="open" title="Open the report here">
        <Quote claim={claim} />
      </Go>
      {claim.weight !== null && <Weight value={claim.weight} />}
      <p class="source">
        <TypeChip claim={claim} />
        {[own(claim.publisher ?? "no publisher"), claim.published ? spelledIso(claim.published) : "undated", ...sourceLine(claim)].join(" · ")}
        {claim.modality !== "asserted" && claim.modality !== "claimed" && ` · ${MODALITIES[claim.modality]}`}
        {claim.copies.length > 0 && (
          <>
            {" · "}
            <button class="plain" aria-expanded={unfolded} onClick={() => unfold(!unfolded)}>
              {claim.copies.length} {claim.copies.length === 1 ? "copy" : "copies"} folded
            </button>
          </>
        )}
      </p>
      {because !== undefined && <p class="why">set aside: {because}</p>}
      {claim.role === "other" && claim.when.last !== null && <p class="why">speaks of {spelledRange(claim.when.first, claim.when.last)}</p>}
      {unfolded && (
        <ul class="copies">
          {claim.copies.map((copy) => (
            <li key={copy.claim}>
              <Go to={{ view: "reports", report: copy.report, claim: copy.claim }}>{copy.publisher ?? "no publisher"}</Go>
              {copy.published && `, ${spelledIso(copy.published)}`}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
