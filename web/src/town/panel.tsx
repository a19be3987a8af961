/**
 * The panel: what is reported of one town, and why the page says so.
 */
import { useEffect, useState } from "preact/hooks";
import { useAsk } from "../api/hook";
import type * as api from "../api/types";
import { marks, summary } from "../state/ledger";
import { flyTo } from "../map/view";
import { Symbol } from "../map/legend";
import { asOf, go, restedOn } from "../state/store";
import { iso, spelled, spelledRange } from "../time/days";
import { Coming, Go, PartyName, Sentence, Wrong } from "../ui/pieces";
import { Evidence } from "./evidence";
import { Ribbon } from "./ribbon";
import { ageText, BASES, standing, statusSentence } from "./words";

export function TownPanel({ place }: { place: string }) {
  const day = restedOn.value;
  const known = asOf.value;
  const { data, trouble, stale } = useAsk<api.PlacePage>(`places/${encodeURIComponent(place)}`, {
    on: iso(day),
    as_of: known === null ? null : iso(known),
  });
  const [picked, pick] = useState<api.RibbonPiece | null>(null);
  useEffect(() => pick(null), [place]);
  if (trouble) {
    return (
      <section class="panel" aria-label="Town">
        <Close />
        <Wrong trouble={trouble} />
        {trouble.candidates.map((candidate) => (
          <p key={candidate.key}>
            <Go to={{ place: candidate.key }}>{candidate.place.name}, {candidate.place.admin1}, {candidate.place.country}</Go>
          </p>
        ))}
      </section>
    );
  }
  if (!data) {
    return (
      <section class="panel" aria-label="Town">
        <Close />
        <Coming lines={12} />
      </section>
    );
  }
  return (
    <section class={stale ? "panel stale" : "panel"} aria-label={`Town: ${data.title}`}>
      <Close />
      <Head data={data} />
      <Standing data={data} />
      <h3>Who held it</h3>
      <Ribbon page={data} picked={picked} pick={pick} />
      <Reasons data={data} picked={picked} />
    </section>
  );
}

function Close() {
  return (
    <button class="close" onClick={() => go({ place: null, claim: null })} aria-label="Close the town" title="Close (esc)">
      ×
    </button>
  );
}

function countryName(code: string | null): string {
  const told = summary.value?.countries.find((one) => one.country === code);
  return told?.name ?? code ?? "";
}

function Head({ data }: { data: api.PlacePage }) {
  const { place } = data;
  const where = [place.admin1, countryName(place.country)].filter(Boolean).join(", ");
  return (
    <header>
      <h2 dir="auto">{place.name}</h2>
      <p class="quiet">
        {place.kind.replaceAll("-", " ")} · {where}
        {place.lat !== null && place.lon !== null && (
          <>
            {" · "}
            <button class="plain" title="Show on the map" onClick={() => flyTo(place.lat ?? 0, place.lon ?? 0, 7)}>
              {place.lat.toFixed(2)}, {place.lon.toFixed(2)}
            </button>
          </>
        )}
      </p>
    </header>
  );
}

function Standing({ data }: { data: api.PlacePage }) {
  const { answer } = data;
  const age = ageText(answer.age);
  const look = {
    status: answer.status,
    holder: marks.value.get(answer.holder?.id ?? "") ?? null,
    others: answer.others.map((party) => marks.value.get(party.id)).filter((mark) => mark !== undefined),
    party: answer.holder?.id ?? null,
    parties: [],
    claimedOnly: answer.basis === "claimed_only",
    stale: answer.basis === "carried_forward",
  };
  return (
    <div class="standing" aria-live="polite">
      <p class="sentence">
        <Symbol look={look} size={22} />
        <span>
          <Sentence pieces={statusSentence(answer)} />
        </span>
      </p>
      <p class="chips">
        {answer.basis !== null && <span class={answer.basis === "claimed_only" || answer.basis === "carried_forward" ? "chip doubt" : "chip"}>{BASES[answer.basis] ?? answer.basis}</span>}
        {data.sources > 1 && <span class="chip">{data.sources} independent sources</span>}
        {age !== null && <span class={answer.basis === "carried_forward" ? "chip doubt" : "chip"}>{age}</span>}
        {data.backers.map(({ backer }) => (
          <span key={backer.id} class="chip">
            backed by {backer.name}
          </span>
        ))}
        <span class="chip" title="How sure the weighing is, 0 to 1; not how likely it is to be true">
          confidence {answer.confidence.toFixed(2)}
        </span>
      </p>
      {(answer.parts ?? []).length > 0 && (
        <ul class="parts">
          {answer.parts?.map(({ holder, part }, i) => (
            <li key={i}>
              {part}: <PartyName id={holder.id} name={holder.name} />
            </li>
          ))}
        </ul>
      )}
      {answer.claimed && (
        <p class="claimed">
          Claimed: <Sentence pieces={standing({ status: answer.claimed.status, holder: answer.claimed.holder, others: [] })} />
        </p>
      )}
    </div>
  );
}

function Reasons({ data, picked }: { data: api.PlacePage; picked: api.RibbonPiece | null }) {
  const [more, showMore] = useState(false);
  const of = (role: api.WeighedClaim["role"]) => data.claims.filter((claim) => claim.role === role);
  if (picked) {
    const chosen = data.claims.filter((claim) => picked.claims.includes(claim.claim));
    return (
      <>
        <h3>Because, {spelledRange(picked.from, picked.to)}</h3>
        <ul class="reasons" data-of="piece">
          {chosen.map((claim) => (
            <Evidence key={claim.claim} claim={claim} />
          ))}
          {chosen.length === 0 && <li class="quiet">It rests on other days’ evidence.</li>}
        </ul>
      </>
    );
  }
  const [because, claimed, aside, other] = [of("because"), of("claimed"), of("set_aside"), of("other")];
  // What has no name but its town's is told of as a part of the town.
  const also = data.also.filter((candidate) => !candidate.place.name.startsWith("near "));
  const folded = aside.slice(0, more ? undefined : 4);
  return (
    <>
      <h3>Because</h3>
      {because.length === 0 ? (
        <p class="quiet">
          By {spelled(restedOn.value)} no report says who holds it.{" "}
          {data.ribbon.assessed[0] && (
            <Go to={{ on: dayOf(data.ribbon.assessed[0].from) }}>The first that does speaks of {spelledRange(data.ribbon.assessed[0].from, data.ribbon.assessed[0].from)}.</Go>
          )}
        </p>
      ) : (
        <ul class="reasons" data-of="because">
          {because.map((claim) => (
            <Evidence key={claim.claim} claim={claim} />
          ))}
        </ul>
      )}
      {claimed.length > 0 && (
        <>
          <h3>Claimed beside it</h3>
          <ul class="reasons">
            {claimed.map((claim) => (
              <Evidence key={claim.claim} claim={claim} />
            ))}
          </ul>
        </>
      )}
      {aside.length > 0 && (
        <>
          <h3>Set aside</h3>
          <ul class="reasons">
            {folded.map((claim) => (
              <Evidence key={claim.claim} claim={claim} aside />
            ))}
          </ul>
          {aside.length > folded.length && (
            <button class="plain" onClick={() => showMore(true)}>
              {aside.length - folded.length} more set aside
            </button>
          )}
        </>
      )}
      {other.length > 0 && (
        <details class="others">
          <summary>{other.length} more of this place, of other days or other things</summary>
          <ul class="reasons">
            {other.slice(0, 60).map((claim) => (
              <Evidence key={claim.claim} claim={claim} aside />
            ))}
          </ul>
        </details>
      )}
      {also.length > 0 && (
        <>
          <h3>Near it, kept apart</h3>
          <ul class="also">
            {also.map((candidate) => (
              <li key={candidate.key}>
                <Go to={{ place: candidate.key }}>{candidate.place.name}</Go>
                <span class="quiet"> {candidate.place.kind.replaceAll("-", " ")}</span>
                <span class="count">{candidate.claims}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="quiet small">
        <Go to={{ view: "events", filters: {}, since: null }}>All events here</Go> · <Go to={{ view: "coverage" }}>how much was read about it</Go>
      </p>
    </>
  );
}

function dayOf(text: string): number | null {
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) ? null : at / 86_400_000;
}
