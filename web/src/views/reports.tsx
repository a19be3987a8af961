/** The list of reports, with a search over their words. */
import { useEffect, useState } from "preact/hooks";
import { ask } from "../api/client";
import { useAsk } from "../api/hook";
import type * as api from "../api/types";
import { filters as narrowed, narrow } from "../state/store";
import { spelledIso } from "../time/days";
import { straight } from "../town/words";
import { IsoField } from "../ui/dayfield";
import { grouped } from "../ui/grouped";
import { Coming, Filters, Go, Wrong } from "../ui/pieces";
import { say } from "../ui/toasts";

export function ReportsView() {
  const filters = narrowed.value;
  const [words, type] = useState(filters["q"] ?? "");
  useEffect(() => type(filters["q"] ?? ""), [filters["q"]]);
  const query = { q: filters["q"], publisher: filters["publisher"], from: filters["from"], to: filters["to"], limit: 60 };
  const { data, trouble, stale } = useAsk<api.Reports>("reports", query);
  const key = JSON.stringify(query);
  const [more, add] = useState<{ of: string; reports: api.ReportLine[]; next: string | null } | null>(null);
  const extra = more?.of === key ? more : null;
  const next = extra ? extra.next : (data?.next ?? null);
  return (
    <div class="view" role="region" aria-label="Reports" tabIndex={0}>
      <header class="head">
        <h1>Reports</h1>
        <p class="quiet">{data ? `${grouped(data.total)} reports` : "…"}</p>
      </header>
      <Filters label="Narrow the reports" narrowed={["q", "publisher", "from", "to"].some((name) => filters[name] !== undefined)} submit={() => narrow({ q: words.trim() })}>
        <label class="long">
          Words
          <input type="search" value={words} placeholder="words of the text" onInput={(event) => type(event.currentTarget.value)} />
        </label>
        <label>
          Publisher
          <select value={filters["publisher"] ?? ""} onChange={(event) => narrow({ publisher: event.currentTarget.value })}>
            <option value="">any</option>
            {data?.publishers.filter((one) => one.publisher !== null).map((one) => (
              <option key={one.publisher} value={one.publisher ?? ""}>
                {one.publisher} ({one.reports})
              </option>
            ))}
          </select>
        </label>
        <label>From<IsoField label="From" value={filters["from"] ?? null} set={(from) => narrow({ from })} /></label>
        <label>To<IsoField label="To" value={filters["to"] ?? null} set={(to) => narrow({ to })} /></label>
        <button type="submit">Search</button>
      </Filters>
      {trouble && <Wrong trouble={trouble} />}
      {!data && !trouble && <Coming lines={14} />}
      {data && data.reports.length === 0 && (
        <div class="teach">
          <p>No report fits.</p>
          <p class="quiet">Reports are read in from a terminal: <code>dateline read archive/ wires.jsonl</code></p>
        </div>
      )}
      {data && data.reports.length > 0 && (
        <table class={stale ? "list stack reports stale" : "list stack reports"}>
          <thead>
            <tr><th>Published</th><th>Title</th><th>Publisher</th><th class="num">Words</th><th class="num">Claims</th></tr>
          </thead>
          <tbody>
            {[...data.reports, ...(extra?.reports ?? [])].map((report) => (
              <tr key={report.id}>
                <td class="date">{report.published ? spelledIso(report.published) : <span class="quiet">undated</span>}</td>
                <td dir="auto">
                  <Go to={{ view: "reports", report: report.id, claim: null }}>{straight(report.title ?? "untitled")}</Go>
                  {report.snippet.length > 0 && (
                    <div class="snippet quiet">{report.snippet.map((part, i) => (part.match ? <mark key={i}>{part.text}</mark> : part.text))}</div>
                  )}
                </td>
                <td class="quiet"><bdi>{straight(report.publisher ?? "")}</bdi></td>
                <td class="num" data-head="words">{grouped(report.words)}</td>
                <td class="num" data-head="claims">{report.claims}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {next !== null && (
        <p>
          <button
            onClick={() =>
              ask<api.Reports>("reports", { ...query, after: next }).then(
                (answer) => add({ of: key, reports: [...(extra?.reports ?? []), ...answer.reports], next: answer.next }),
                (error: unknown) => say(String(error), { trouble: true }),
              )
            }
          >
            More
          </button>
        </p>
      )}
    </div>
  );
}
