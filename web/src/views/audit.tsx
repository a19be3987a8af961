/**
 * The audit: somebody's data set held against what the reports say. Four kinds of findings, each with its sentences; what is chosen
 * stands in the address, and answers as JSON too.
 */
import { useState } from "preact/hooks";
import { ask } from "../api/client";
import { useAsk } from "../api/hook";
import type * as api from "../api/types";
import { mayWrite, summary } from "../state/ledger";
import { filters as narrowed, narrow } from "../state/store";
import { iso, parseDay, spelledIso, spelledRange } from "../time/days";
import { own, straight, typeWord } from "../town/words";
import { IsoField } from "../ui/dayfield";
import { grouped } from "../ui/grouped";
import { Coming, Filters, Go, Wrong } from "../ui/pieces";
import { say } from "../ui/toasts";
import { OpenFile } from "./auditfile";
import { dead, sides, theirs } from "./auditwords";

type Outcome = api.AuditFinding["outcome"];

const OUTCOMES: [Outcome, string, string][] = [
  ["contradicted", "contradicted", "Reports tell of the same place and days, and give other dead, other sides or another holder."],
  ["missed_by_them", "missed by them", "Reports tell of it, within the countries and days of the data set, and no row has it."],
  ["missed_by_us", "missed by us", "No report in this ledger says so. Where none tells of the place at all, that is our silence and not their error."],
  ["matched", "matched", "Reports tell of the same place and days, and nothing in them speaks against the row."],
];

export function AuditView() {
  const sets = useAsk<api.Audits>("audits");
  const [opening, open] = useState(false);
  const of = narrowed.value["of"] ?? sets.data?.audits[0]?.of ?? null;
  const none = sets.data !== null && sets.data.audits.length === 0 && of === null;
  return (
    <div class="view" role="region" aria-label="Audit" tabIndex={0}>
      <header class="head">
        <h1>Audit</h1>
        <p class="quiet">
          Somebody’s data set held against what the reports say, row by row. A report may be wrong, and so may our reading of it: a finding is a
          reason to look, not a verdict. Imported rows are no witnesses; only reports count.
        </p>
      </header>
      {sets.trouble && <Wrong trouble={sets.trouble} />}
      {!sets.data && !sets.trouble && <Coming lines={14} />}
      {sets.data && (none || opening) ? (
        <Begin none={none} done={(opened) => {
          open(false);
          narrow({ of: opened, finding: null, q: null, from: null, to: null });
        }} leave={none ? null : () => open(false)} />
      ) : (
        sets.data && of !== null && <Findings of={of} sets={sets.data.audits} open={() => open(true)} />
      )}
    </div>
  );
}

/** What to do where there is nothing to audit yet, or where another file is wanted. */
function Begin({ none, done, leave }: { none: boolean; done: (of: string) => void; leave: (() => void) | null }) {
  const ledger = summary.value?.ledger.name ?? "war.db";
  return (
    <div class="teach begin">
      {none && <p>No data set has been imported into this ledger.</p>}
      {mayWrite.value ? (
        <OpenFile done={done} leave={leave} />
      ) : (
        <p class="quiet">Files are opened by whoever may write here: on the machine that runs the server, or with its token.</p>
      )}
      <p class="quiet">From a terminal, to keep its rows in the ledger, or to write the findings as a page to hand on:</p>
      <pre>
        dateline import GEDEvent.csv --as ged --ledger {ledger}
        {"\n"}dateline audit GEDEvent.csv --as ged --report audit.html --ledger {ledger}
      </pre>
    </div>
  );
}

function Findings({ of, sets, open }: { of: string; sets: api.AuditedSet[]; open: () => void }) {
  const filters = narrowed.value;
  const finding = (filters["finding"] ?? "") as Outcome | "";
  const query = { of, finding, q: filters["q"], from: filters["from"], to: filters["to"], days: filters["days"], km: filters["km"], limit: 100 };
  const { data, trouble, stale } = useAsk<api.Audit>("audit", query);
  const [words, type] = useState(filters["q"] ?? "");
  const key = JSON.stringify(query);
  const [more, add] = useState<{ of: string; findings: api.AuditFinding[]; next: string | null } | null>(null);
  const extra = more?.of === key ? more : null;
  const next = extra ? extra.next : (data?.next ?? null);
  const set = sets.find((one) => one.of === of);
  const fetchMore = () => {
    if (next === null) return;
    ask<api.Audit>("audit", { ...query, after: next }).then(
      (answer) => add({ of: key, findings: [...(extra?.findings ?? []), ...answer.findings], next: answer.next }),
      (error: unknown) => say(String(error), { trouble: true }),
    );
  };
  const choose = (name: string, text: string, value: string, options: [string, string][]) => (
    <label>
      {text}
      <select value={value} onChange={(event) => narrow({ [name]: event.currentTarget.value })}>
        {options.map(([id, shown]) => (
          <option key={id} value={id}>{shown}</option>
        ))}
      </select>
    </label>
  );
  const explained = OUTCOMES.find(([name]) => name === finding)?.[2];
  return (
    <>
      <Filters label="Narrow the findings" narrowed={["q", "from", "to", "days", "km"].some((name) => filters[name] !== undefined)} submit={() => narrow({ q: words.trim() })}>
        <label class="long">
          Data set
          <select value={of} onChange={(event) => narrow({ of: event.currentTarget.value })}>
            {!set && <option value={of}>{of}</option>}
            {sets.map((one) => (
              <option key={one.of} value={one.of}>
                {one.name} ({grouped(one.rows)} rows{one.imported ? "" : ", not in the ledger"})
              </option>
            ))}
          </select>
        </label>
        <label class="long">
          Words
          <input type="search" value={words} placeholder="a place, a party, words of a sentence" onInput={(event) => type(event.currentTarget.value)} />
        </label>
        <label>From<IsoField label="From" value={filters["from"] ?? null} set={(from) => narrow({ from })} /></label>
        <label>To<IsoField label="To" value={filters["to"] ?? null} set={(to) => narrow({ to })} /></label>
        {choose("days", "Same days", filters["days"] ?? "2", [["0", "to the day"], ["1", "give or take 1"], ["2", "give or take 2"], ["7", "give or take 7"]])}
        {choose("km", "Same place", filters["km"] ?? "10", [["0", "the same entry"], ["5", "within 5 km"], ["10", "within 10 km"], ["25", "within 25 km"]])}
        <button type="submit">Search</button>
        {mayWrite.value && <button type="button" onClick={open}>Open a file …</button>}
      </Filters>
      {set && (
        <p class="quiet small dataset">
          {[set.first && set.last ? spelledRange(set.first, set.last) : null, set.countries.join(", "), set.imported ? "in this ledger" : "opened here; kept in memory until the server ends"].filter(Boolean).join(" · ")}
        </p>
      )}
      {trouble && <Wrong trouble={trouble} />}
      {!data && !trouble && <Coming lines={14} />}
      {data && (
        <div class={stale ? "stale" : ""}>
          <Sums summary={data.summary} chosen={finding} />
          {explained !== undefined && <p class="quiet explained">{explained}</p>}
          {data.findings.length === 0 ? (
            <div class="teach">
              <p>No finding fits.</p>
              <p class="quiet">
                Loosen a filter; or look at <Go to={{ view: "coverage" }}>coverage</Go> to see how much was read of those weeks.
              </p>
            </div>
          ) : (
            <table class="list stack audit">
              <thead>
                <tr><th>Finding</th><th>When</th><th>Where</th><th>The row</th><th>The reports</th><th>Because</th></tr>
              </thead>
              <tbody>{[...data.findings, ...(extra?.findings ?? [])].map((one) => <Row key={one.finding} finding={one} set={set} />)}</tbody>
            </table>
          )}
          {next !== null && (
            <p>
              <button onClick={fetchMore}>More</button>{" "}
              <span class="quiet small">{grouped(data.findings.length + (extra?.findings.length ?? 0))} of {grouped(data.total)}</span>
            </p>
          )}
        </div>
      )}
    </>
  );
}

/** How many of each kind; a kind pressed is shown alone. */
function Sums({ summary: sums, chosen }: { summary: api.AuditSummary; chosen: Outcome | "" }) {
  const share = (count: number) => (sums.rows === 0 ? "" : `${Math.round((100 * count) / sums.rows)} % of the rows`);
  return (
    <ul class="outcomes" aria-label="Kinds of findings">
      {OUTCOMES.map(([name, text]) => (
        <li key={name}>
          <button aria-pressed={chosen === name} onClick={() => narrow({ finding: chosen === name ? null : name })} title={chosen === name ? "Show all findings again" : `Show only what is ${text}`}>
            <Sign outcome={name} />
            <span class="figure">{grouped(sums[name])}</span>
            <span class="name">{text}</span>
            <span class="quiet small">
              {name === "missed_by_them" ? "told by reports, in no row" : share(sums[name])}
              {name === "missed_by_us" && sums.silent > 0 && `; of ${sums.silent} no report tells of the place`}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** A shape for each kind, and no colour: none is good or bad. */
function Sign({ outcome }: { outcome: Outcome }) {
  return (
    <svg class="sign" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      {outcome === "matched" && <circle cx="7" cy="7" r="5.4" fill="currentColor" />}
      {outcome === "contradicted" && (
        <>
          <path d="M7 1.6A5.4 5.4 0 0 1 7 12.4z" fill="currentColor" />
          <circle cx="7" cy="7" r="5.4" fill="none" stroke="currentColor" stroke-width="1.4" />
        </>
      )}
      {outcome === "missed_by_us" && <circle cx="7" cy="7" r="5.4" fill="none" stroke="currentColor" stroke-width="1.4" stroke-dasharray="2.4 2" />}
      {outcome === "missed_by_them" && <path d="M7 2.2v9.6M2.2 7h9.6" stroke="currentColor" stroke-width="1.8" />}
    </svg>
  );
}

function Row({ finding, set }: { finding: api.AuditFinding; set: api.AuditedSet | undefined }) {
  const [open, unfold] = useState(false);
  const { row, ours, sentences } = finding;
  const [first, last] = row ? [row.first, row.last] : [ours?.first ?? null, ours?.last ?? ours?.first ?? null];
  const place = row?.place?.name ?? ours?.place?.name ?? "";
  const other = row && ours?.place && ours.place.name !== place ? ours.place.name : null;
  const name = OUTCOMES.find(([one]) => one === finding.outcome)?.[1] ?? finding.outcome;
  const shown = sentences[0];
  return (
    <>
      <tr class={open ? "open" : ""}>
        <td class="kind"><Sign outcome={finding.outcome} /> {name}</td>
        <td class="date">{spelledRange(first, last)}</td>
        <td dir="auto">
          {finding.key !== null && ours ? <Go to={{ view: "map", place: finding.key, on: parseDay(last) }}>{place}</Go> : place}
          {other !== null && <div class="quiet small">reports: {other}</div>}
        </td>
        <td dir="auto">
          {row ? (
            <>
              <span class="onphone quiet">row: </span>{theirs(row)}
              <div class="quiet small">
                {set?.imported ? <Go to={{ view: "reports", report: `${set.of}:${row.id}`, claim: null }}>{row.id}</Go> : `line ${row.line}, ${row.id}`}
                {dead(row.deaths) !== "" && ` · ${dead(row.deaths)} dead`}
              </div>
            </>
          ) : (
            <span class="quiet">no row</span>
          )}
        </td>
        <td dir="auto">
          {ours ? (
            <>
              <span class="onphone quiet">reports: </span>{finding.outcome !== "missed_by_us" && <span class="type" title={ours.says}>{typeWord(ours.says)}</span>} {sides(ours.by, ours.against)}
              {ours.deaths && dead(ours.deaths) !== "" && <div class="quiet small">{dead(ours.deaths)} dead</div>}
            </>
          ) : (
            <span class="quiet">no report</span>
          )}
        </td>
        <td class="words">
          {finding.heard !== null && <div class={finding.heard === 0 ? "quiet" : ""}>{finding.heard === 0 ? "no report tells of the place around then" : `${finding.heard} ${finding.heard === 1 ? "report tells" : "reports tell"} of the place around then, not of this`}</div>}
          {finding.why.length > 0 && <div class={finding.outcome === "contradicted" ? "" : "quiet"}>{finding.why.join("; ")}</div>}
          {shown && (
            <button class="plain" aria-expanded={open} onClick={() => unfold(!open)} title="The sentences" dir="auto">
              {straight(shown.quote)}
            </button>
          )}
          {!shown && row?.words && <div class="quiet" dir="auto">they quote: {row.words.slice(0, 300)}</div>}
        </td>
      </tr>
      {open && sentences.map((sentence) => (
        <tr key={sentence.claim} class="joined">
          <td colSpan={2} />
          <td colSpan={4}>
            <Go to={{ view: "reports", report: sentence.report, claim: sentence.claim }}><span dir="auto">{straight(sentence.quote)}</span></Go>
            <div class="quiet small">{[own(sentence.publisher ?? "no publisher"), sentence.published && spelledIso(sentence.published)].filter(Boolean).join(" · ")}</div>
          </td>
        </tr>
      ))}
      {open && finding.sentences_in_all > sentences.length && (
        <tr class="joined"><td colSpan={2} /><td colSpan={4} class="quiet small">and {finding.sentences_in_all - sentences.length} more; the town has them all{last === null ? "" : `, on ${iso(parseDay(last) ?? 0)}`}</td></tr>
      )}
    </>
  );
}
