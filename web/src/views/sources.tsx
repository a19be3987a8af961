/** The scoreboard: what became of what each source said about control. */
import { useState } from "preact/hooks";
import { useAsk } from "../api/hook";
import type * as api from "../api/types";
import { Coming, PartyName, Wrong } from "../ui/pieces";
import { KINDS } from "../town/words";

type Order = "control" | "borne_out" | "contradicted" | "name";

export function SourcesView() {
  const { data, trouble } = useAsk<api.Sources>("sources");
  const [order, by] = useState<Order>("control");
  const [kind, only] = useState("");
  const lines = (data?.sources ?? []).filter((line) => kind === "" || (kind === "publisher" ? line.publisher : line.kind === kind));
  const share = (line: api.SourceLine, of: number) => of / Math.max(1, line.borne_out + line.contradicted);
  const percent = (line: api.SourceLine) => (line.share === null ? "" : `${Math.round(100 * line.share)} %`);
  lines.sort((a, b) =>
    order === "name"
      ? a.name.localeCompare(b.name)
      : order === "control"
        ? b.control - a.control || b.claims - a.claims
        : share(b, b[order]) - share(a, a[order]) || b[order] - a[order],
  );
  const head = (id: Order, text: string, title: string) => (
    <th class={id === "name" ? "" : "num"} aria-sort={order === id ? "descending" : "none"}>
      <button class="plain" title={title} onClick={() => by(id)}>
        {text}
        {order === id && " ↓"}
      </button>
    </th>
  );
  const kinds = [...new Set((data?.sources ?? []).flatMap((line) => line.kind ?? []))].sort();
  return (
    <div class="view" role="region" aria-label="Sources" tabIndex={0}>
      <header class="head">
        <h1>Sources</h1>
        <p class="quiet">Who says what, and what became of it: borne out or contradicted by others later. A source that says little of its own losses is no worse for it; it is weighed by what it has at stake.</p>
      </header>
      <div class="filters">
        <label>
          Kind
          <select value={kind} onChange={(event) => only(event.currentTarget.value)}>
            <option value="">all</option>
            <option value="publisher">publishers, in their own voice</option>
            {kinds.map((one) => (
              <option key={one} value={one}>
                {KINDS[one] ?? one}
              </option>
            ))}
          </select>
        </label>
      </div>
      {trouble && <Wrong trouble={trouble} />}
      {!data && !trouble && <Coming lines={14} />}
      {data && data.sources.length === 0 && (
        <div class="teach">
          <p>Nobody has said who holds a place.</p>
          <p class="quiet">
            Sources are judged by what they say of control; reports that tell of it are read in from a terminal: <code>dateline read archive/ wires.jsonl</code>
          </p>
        </div>
      )}
      {data && data.sources.length > 0 && (
        <table class="list stack sources">
          <thead>
            <tr>
              {head("name", "Source", "By name")}
              <th>What it is</th>
              <th>Side</th>
              <th class="num">Claims</th>
              {head("control", "On control", "Claims on control")}
              <th>What became of them</th>
              {head("borne_out", "Borne out", "Said by others too, later")}
              {head("contradicted", "Contradicted", "By others, later")}
              <th class="num">Open</th>
              <th class="num" title="Of what was settled, the share that was borne out">Share</th>
              <th class="num" title="Claims on control about its own success">Of itself</th>
              <th class="num" title="Median days until borne out">Days</th>
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, 300).map((line, i) => (
              <tr key={i}>
                <td class="name" dir="auto">{line.name}</td>
                <td class="quiet">{line.publisher ? "publisher, own voice" : (KINDS[line.kind ?? ""] ?? line.kind)}</td>
                <td>{line.party && <PartyName {...line.party} />}</td>
                <td class="num" data-head="claims">{line.claims}</td>
                <td class="num" data-head="on control">{line.control}</td>
                <td class="bar"><Shares line={line} /></td>
                <td class="num" data-head="borne out">{line.borne_out}</td>
                <td class="num" data-head="contradicted">{line.contradicted}</td>
                <td class="num quiet" data-head="open">{line.unsettled}</td>
                <td class="num" data-head="share">{percent(line)}</td>
                <td class="num quiet" data-head="of itself">{line.self_serving || ""}</td>
                <td class="num" data-head="days">{line.days ?? ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** Borne out filled, contradicted hatched, open empty: three textures, no colour that judges. */
function Shares({ line }: { line: api.SourceLine }) {
  const total = Math.max(1, line.borne_out + line.contradicted + line.unsettled);
  const [good, bad] = [(line.borne_out / total) * 120, (line.contradicted / total) * 120];
  return (
    <svg class="shares" width="120" height="10" role="img" aria-label={`${line.borne_out} borne out, ${line.contradicted} contradicted, ${line.unsettled} open`}>
      <defs>
        <pattern id="against" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="2" height="4" fill="var(--ink)" />
        </pattern>
      </defs>
      <rect class="rail" width="120" height="10" rx="2" />
      <rect width={good} height="10" fill="var(--ink)" rx="2" />
      <rect x={good} width={bad} height="10" fill="url(#against)" />
    </svg>
  );
}
