/** The list of events: filters, counts by week, each with the claims that it rests on. */
import { useState } from "preact/hooks";
import { useAsk } from "../api/hook";
import { ask } from "../api/client";
import type * as api from "../api/types";
import { address, follow, go, narrow, page } from "../state/store";
import { iso, spelledRange } from "../time/days";
import { actors, Lookup, places, Type } from "../ui/pickers";
import { IsoField } from "../ui/dayfield";
import { grouped } from "../ui/grouped";
import { Coming, Filters, Go, PartyName, Wrong } from "../ui/pieces";
import { say } from "../ui/toasts";
import { MODALITIES, own, straight, typeWord } from "../town/words";
import { Weeks } from "./weeks";

const SORTS = [["desc", "newest first"], ["asc", "oldest first"]];
const NARROWING = ["type", "actor", "modality", "source", "deaths", "min_confidence", "where_prec", "when_prec", "from", "to"];
const FINE: Record<string, [string, string][]> = {
  where_prec: [["exact", "the town itself"], ["near", "or near it"], ["admin1", "or its province"]],
  when_prec: [["day", "the day"], ["week", "or the week"], ["month", "or the month"]],
};

export function EventsView() {
  const { filters, place, since, on } = page.value;
  const query = {
    type: filters["type"], actor: filters["actor"], place, modality: filters["modality"], source: filters["source"],
    from: filters["from"] ?? (since === null ? null : iso(since)),
    to: filters["to"] ?? (since === null || on === null ? null : iso(on)),
    where_prec: filters["where_prec"], when_prec: filters["when_prec"], min_confidence: filters["min_confidence"],
    deaths: filters["deaths"], order: filters["order"] ?? "desc", limit: 100,
  };
  const { data, trouble, stale } = useAsk<api.Events>("events", query);
  const [more, add] = useState<{ of: string; events: api.Event[]; next: string | null }>({ of: "", events: [], next: null });
  const key = JSON.stringify(query);
  const extra = more.of === key ? more : null;
  const next = extra ? extra.next : (data?.next ?? null);
  const fetchMore = () => {
    if (next === null) return;
    ask<api.Events>("events", { ...query, after: next }).then(
      (answer) => add({ of: key, events: [...(extra?.events ?? []), ...answer.events], next: answer.next }),
      (error: unknown) => say(String(error), { trouble: true }),
    );
  };
  const narrowed = place !== null || since !== null || NARROWING.some((name) => filters[name] !== undefined);
  return (
    <div class="view" role="region" aria-label="Events" tabIndex={0}>
      <header class="head">
        <h1>Events</h1>
        <p class="quiet">{data ? `${grouped(data.total)} ${narrowed ? "that fit" : "in all"}` : "…"} · claims about one occurrence, joined; every one lists them</p>
      </header>
      <Filters label="Narrow the events" narrowed={narrowed}>
        <label>Type<Type value={filters["type"] ?? ""} any set={(type) => narrow({ type })} /></label>
        <label>Place<Lookup label="Place" value={place ?? ""} find={places} empty="any" set={(choice) => go({ place: choice?.id ?? null })} /></label>
        <label>Actor<Lookup label="Actor" value={filters["actor"] ?? ""} find={actors} empty="any" set={(choice) => narrow({ actor: choice?.id ?? null })} /></label>
        <label>From<IsoField label="From" value={query.from ?? null} set={(from) => narrow({ from })} /></label>
        <label>To<IsoField label="To" value={query.to ?? null} set={(to) => narrow({ to })} /></label>
        <label>
          Said as
          <select value={filters["modality"] ?? ""} onChange={(event) => narrow({ modality: event.currentTarget.value })}>
            <option value="">anything</option>
            <option value="asserted,claimed">happened</option>
            {Object.entries(MODALITIES).map(([id, text]) => <option key={id} value={id}>{text}</option>)}
          </select>
        </label>
        {Object.entries(FINE).map(([name, options]) => (
          <label key={name}>
            {name === "where_prec" ? "Place known to" : "Day known to"}
            <select value={filters[name] ?? ""} onChange={(event) => narrow({ [name]: event.currentTarget.value })}>
              <option value="">any precision</option>
              {options.map(([id, text]) => <option key={id} value={id}>{text}</option>)}
            </select>
          </label>
        ))}
        <label>
          Order
          <select value={filters["order"] ?? "desc"} onChange={(event) => narrow({ order: event.currentTarget.value === "desc" ? null : event.currentTarget.value })}>
            {SORTS.map(([id, text]) => <option key={id} value={id}>{text}</option>)}
          </select>
        </label>
        {narrowed && <button type="button" onClick={() => go({ filters: {}, place: null, since: null })}>Clear</button>}
      </Filters>
      {trouble && <Wrong trouble={trouble} />}
      {!data && !trouble && <Coming lines={14} />}
      {data && (
        <div class={stale ? "stale" : ""}>
          <Weeks weeks={data.weeks.map((week) => ({ week: week.week, count: week.events, reports: week.reports }))} what="events" set={(from, to) => narrow({ from, to })} />
          {data.events.length === 0 ? (
            <div class="teach">
              <p>{narrowed ? "No event fits all of these filters." : "No report in this ledger tells of an event."}</p>
              <p class="quiet">{narrowed ? "Loosen one" : <>Read more from a terminal, <code>dateline read archive/ wires.jsonl</code></>}; or nothing was reported: <Go to={{ view: "coverage" }}>coverage</Go> shows how much was read of those weeks.</p>
            </div>
          ) : (
            <table class="list stack events">
              <thead>
                <tr><th>When</th><th>What</th><th>Where</th><th>Who</th><th>Said in</th><th class="num" title="Best figure, low to high where they differ">Killed</th><th class="num" title="Independent sources">Sources</th></tr>
              </thead>
              <tbody>{[...data.events, ...(extra?.events ?? [])].map((event) => <EventRow key={event.event} event={event} />)}</tbody>
            </table>
          )}
          {next !== null && <p><button onClick={fetchMore}>More</button></p>}
        </div>
      )}
    </div>
  );
}

function killed(deaths: api.Event["deaths"]): string {
  const all = (deaths?.["all"] ?? null) as { low: number | null; best: number | null; high: number | null } | null;
  if (!all) return "";
  const best = all.best ?? all.low;
  const range = all.low !== null && all.high !== null && all.low !== all.high ? ` (${all.low}–${all.high})` : "";
  return best === null ? "" : `${all.best === null ? "≥ " : ""}${best}${range}`;
}

function EventRow({ event }: { event: api.Event }) {
  const [open, unfold] = useState(false);
  const first = event.claims[0];
  return (
    <>
      <tr class={open ? "open" : ""}>
        <td class="date">{spelledRange(event.first, event.last)}</td>
        <td><span class="type" title={event.type}>{typeWord(event.type)}</span>{event.modality !== "asserted" && <span class="quiet small"> {event.modality}</span>}</td>
        <td>
          {event.where.map((place, i) => {
            const to = { view: "map" as const, place: event.keys[i] ?? null, on: dayNumber(event.last) };
            return <span key={i}>{i > 0 && ", "}<a href={address(to)} onClick={(click) => follow(click, to)}>{place.name}</a></span>;
          })}
        </td>
        <td>
          {event.by.map((party, i) => <span key={party.id}>{i > 0 && ", "}<PartyName {...party} /></span>)}
          {event.by.length > 0 && event.against.length > 0 && <span class="quiet"> against </span>}
          {event.against.map((party, i) => <span key={party.id}>{i > 0 && ", "}<PartyName {...party} /></span>)}
        </td>
        <td class="words">
          <button class="plain" aria-expanded={open} onClick={() => unfold(!open)} title="All claims that it rests on" dir="auto">{straight(first?.quote ?? "")}</button>
        </td>
        <td class="num" data-head="killed">{killed(event.deaths)}</td>
        <td class="num" data-head="sources">{event.sources}</td>
      </tr>
      {open && event.claims.map((claim) => (
        <tr key={claim.claim} class="joined">
          <td />
          <td class="quiet">{typeWord(claim.type)}</td>
          <td colSpan={4}>
            <Go to={{ view: "reports", report: claim.report, claim: claim.claim }}><span dir="auto">{straight(claim.quote)}</span></Go>
            <div class="quiet small">{[own(claim.publisher ?? ""), MODALITIES[claim.modality], ...claim.why].filter(Boolean).join(" · ")}</div>
          </td>
          <td class="num quiet">{claim.score < 1 ? claim.score.toFixed(2) : ""}</td>
        </tr>
      ))}
    </>
  );
}

function dayNumber(text: string | null): number | null {
  const at = Date.parse(`${text ?? ""}T00:00:00Z`);
  return Number.isNaN(at) ? null : at / 86_400_000;
}

