/**
 * The legend: what each symbol means and how many of it are in view. A party's row shows it alone; a second click brings all back.
 */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { marks, scene, summary } from "../state/ledger";
import { areas, go, only as alone } from "../state/store";
import { theme } from "../ui/theme";
import { layout } from "./view";
import { CanvasPen } from "./pen";
import { drawSymbol, type Look } from "./symbols";

/** A symbol as it stands on the map, for lists and sentences. */
export function Symbol({ look, size = 18 }: { look: Look; size?: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const paint = theme.value;
  useEffect(() => {
    const element = canvas.current;
    const ctx = element?.getContext("2d");
    if (!element || !ctx) return;
    const ratio = Math.max(2, devicePixelRatio);
    element.width = element.height = size * ratio;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, size, size);
    const scale = look.status === "besieged" ? 0.62 : 0.92;
    drawSymbol(new CanvasPen(ctx), look, size / 2, size / 2, { ...paint, land: "rgba(0,0,0,0)" }, (size / 18) * scale);
  }, [JSON.stringify(look), size, paint]);
  return <canvas class="symbol" ref={canvas} width={size} height={size} style={{ width: `${size}px`, height: `${size}px` }} aria-hidden="true" />;
}

export const PLAIN: Look = { status: "held", holder: null, others: [], party: null, parties: [], claimedOnly: false, stale: false };

/** Whether the reader has folded the legend or asked for all of it; null: as the room allows. */
const unfolded = signal<boolean | null>(null);

/** Rows for parties; more would cover the map. */
const MOST = 10;

interface Count {
  look: Look;
  text: string;
  count: number;
  title: string;
}

export function Legend() {
  const [all, laid, told] = [scene.value, layout.value, summary.value];
  if (!all || !laid || !told) return null;
  const parties = new Map<string, number>();
  const kinds = { contested: 0, besieged: 0, presence: 0, claimed: 0, stale: 0, unknown: 0 };
  for (const [at, count] of laid.counts) {
    const look = all.looks[at];
    if (!look) continue;
    const fought = look.status === "contested" || look.status === "divided";
    if (look.party !== null && !fought) parties.set(look.party, (parties.get(look.party) ?? 0) + count);
    if (fought) kinds.contested += count;
    if (look.status === "besieged") kinds.besieged += count;
    if (look.status === "presence") kinds.presence += count;
    if (look.status === "unknown") kinds.unknown += count;
    else if (look.claimedOnly) kinds.claimed += count;
    if (look.stale && look.status !== "unknown") kinds.stale += count;
  }
  const only = alone.value;
  const present = told.parties.filter((party) => only.includes(party.id) || parties.has(party.id));
  const rows = present.length <= MOST ? present : [...present].sort((a, b) => (parties.get(b.id) ?? 0) - (parties.get(a.id) ?? 0)).slice(0, MOST);

  const rowsOfKinds: Count[] = [
    { look: { ...PLAIN, status: "contested", others: [2, 0] }, text: "contested", count: kinds.contested, title: "Several parties hold parts or fight inside" },
    { look: { ...PLAIN, status: "besieged", holder: 2, others: [0] }, text: "besieged", count: kinds.besieged, title: "Held by the party inside, ringed by the one outside" },
    { look: { ...PLAIN, status: "presence", holder: 2 }, text: "presence only", count: kinds.presence, title: "A party is there; nobody says that it holds the place" },
    { look: { ...PLAIN, holder: 2, claimedOnly: true }, text: "claimed only", count: kinds.claimed, title: "Only a party to the fight says so, about its own success" },
    { look: { ...PLAIN, holder: 2, stale: true }, text: `no news for ${all.horizon} days`, count: kinds.stale, title: "The last evidence is older; it is carried forward and may no longer be true" },
    { look: { ...PLAIN, status: "unknown" }, text: "unknown", count: kinds.unknown, title: "Somebody left and nobody is said to have come" },
  ];
  const marked = rowsOfKinds.filter((row) => row.count > 0);

  const state = unfolded.value;
  const narrow = matchMedia("(max-width: 900px)").matches;
  const open = state ?? !narrow;
  return (
    <aside class={state === null ? "legend" : state ? "legend open" : "legend folded"} aria-label="Legend, counting what is in view">
      <button class="fold" aria-expanded={open} onClick={() => (unfolded.value = !open)}>
        <span class="name">Legend</span>
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
          <path d={open ? "M2.5 4.5 6 8l3.5-3.5" : "M2.5 7.5 6 4l3.5 3.5"} fill="none" stroke="currentColor" stroke-width="1.5" />
        </svg>
      </button>
      {rows.length === 0 && marked.length === 0 && <p>No report tells of a town in view by this day.</p>}
      <ul>
        {rows.map((party) => (
          <li key={party.id}>
            <button
              aria-pressed={only.includes(party.id)}
              title={only.includes(party.id) ? "Show all parties again" : `Show only ${party.name}`}
              onClick={() => go({ only: only.includes(party.id) ? only.filter((id) => id !== party.id) : [...only, party.id] })}
            >
              <Symbol look={{ ...PLAIN, holder: marks.value.get(party.id) ?? null }} />
              <span class="name">{party.name}</span>
              <span class="count">{parties.get(party.id) ?? 0}</span>
            </button>
          </li>
        ))}
      </ul>
      {marked.length > 0 && (
        <ul class="kinds">
          {marked.map((row) => (
            <li key={row.text} title={row.title}>
              <Symbol look={row.look} />
              <span class="name">{row.text}</span>
              <span class="count">{row.count}</span>
            </li>
          ))}
        </ul>
      )}
      {present.length > rows.length && <p class="more">and {present.length - rows.length} more parties: look closer</p>}
      <label class="areas">
        <input type="checkbox" checked={areas.value} onChange={(event) => go({ areas: event.currentTarget.checked })} />
        provinces and regions too
      </label>
    </aside>
  );
}
