/**
 * The ribbon: who held the town through time, the assessed layer above the claimed one. A piece opens its evidence.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type * as api from "../api/types";
import { marks, scene } from "../state/ledger";
import { go, on, restedOn } from "../state/store";
import { ticks, toX, type Axis } from "../time/axis";
import { iso, parseDay, spelled, spelledIso, type Day } from "../time/days";
import { bounds } from "../time/slider";
import { fillColour } from "../ui/theme";
import { plain, standing } from "./words";

const ROW = 15;
const GAP = 4;

/** The day shown, on the ribbon: the only part of it that follows a drag. */
function Now({ axis }: { axis: Axis }) {
  const x = Math.max(0, Math.min(axis.width, toX(axis, on.value)));
  return <line class="now" x1={x} x2={x} y1="-2" y2={2 * ROW + GAP + 4} data-day={iso(on.value)} />;
}

interface Bar {
  piece: api.RibbonPiece;
  from: Day;
  to: Day;
  row: number;
}

/** The days that a ribbon spans: those that something is told of, with room on both sides. */
function extent(ribbon: api.PlacePage["ribbon"], now: Day): [Day, Day] {
  const [low, high] = bounds();
  const starts = [...ribbon.assessed, ...ribbon.claimed].map((piece) => parseDay(piece.from)).filter((day) => day !== null);
  const ends = [...ribbon.assessed, ...ribbon.claimed].flatMap((piece) => [parseDay(piece.to), parseDay(piece.last_evidence)]).filter((day) => day !== null);
  if (starts.length === 0) return [low, high];
  const [first, last] = [Math.min(...starts), Math.max(...starts, ...ends, now)];
  const margin = Math.max(30, (last - first) * 0.04);
  return [Math.min(first, now) - margin, last + margin];
}

export function Ribbon({ page: town, picked, pick }: { page: api.PlacePage; picked: api.RibbonPiece | null; pick: (piece: api.RibbonPiece | null) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(372);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setWidth(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const now = restedOn.value;
  const [from, to] = extent(town.ribbon, now);
  const axis: Axis = { from, to, width };
  const told = scene.value;
  const horizon = told?.horizons[told.index.get(town.key) ?? -1] ?? told?.horizon ?? 120;
  const rows: [api.RibbonPiece[], number][] = [[town.ribbon.assessed, 0], [town.ribbon.claimed, 1]];
  const bars: Bar[] = rows.flatMap(([pieces, row]) =>
    pieces.map((piece) => ({ piece, row, from: parseDay(piece.from) ?? from, to: (parseDay(piece.to) ?? to) + 1 })),
  );
  const patterns = new Map<string, { id: string; colours: string[] }>();
  const fill = (piece: api.RibbonPiece): string => {
    const parties = [...(piece.holder ? [piece.holder] : []), ...piece.others];
    if (piece.status === "unknown") return "var(--rail)";
    if (piece.status === "contested" || piece.status === "divided") {
      const colours = [...new Set(parties.map((party) => fillColour(marks.value.get(party.id))))];
      const key = colours.join();
      const pattern = patterns.get(key) ?? { id: `h${patterns.size}`, colours };
      patterns.set(key, pattern);
      return `url(#${pattern.id})`;
    }
    return fillColour(marks.value.get((piece.holder ?? piece.others[0])?.id ?? ""));
  };
  const drawn = bars.map((bar) => ({ ...bar, fill: fill(bar.piece) }));
  const height = 2 * ROW + GAP + 20;
  return (
    <div class="ribbon" ref={box}>
      <svg width={width} height={height} role="group" aria-label="Who held it through time: above assessed, below claimed by the parties">
        <defs>
          {[...patterns.values()].map(({ id, colours }) => {
            const all = colours.length === 0 ? ["var(--grey)"] : colours;
            const step = 3.2;
            const size = step * 2 * all.length;
            return (
              <pattern key={id} id={id} width={size} height={size} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect width={size} height={size} fill="var(--paper)" />
                {all.map((colour, i) => (
                  <rect key={i} x={i * 2 * step} width={step} height={size} fill={colour} />
                ))}
              </pattern>
            );
          })}
        </defs>
        <rect x="0" y="0" width={width} height={ROW} rx="2" fill="var(--rail)" />
        <rect x="0" y={ROW + GAP} width={width} height={ROW} rx="2" fill="var(--rail)" />
        {drawn.map(({ piece, row, from: a, to: b, fill: colour }, i) => {
          const x0 = toX(axis, Math.max(a, from));
          const x1 = toX(axis, Math.min(b, to));
          // After the last evidence plus the horizon the colour fades: nobody has told anything since.
          const last = parseDay(piece.last_evidence);
          const old = last === null ? null : toX(axis, Math.min(Math.max(last + horizon, a), to));
          const text = `${plain(standing(piece))}, ${spelledIso(piece.from)} to ${piece.to === null ? "now" : spelledIso(piece.to)}`;
          const open = () => {
            const target = Math.max(parseDay(piece.from) ?? from, Math.min(now, parseDay(piece.to) ?? now));
            pick(picked === piece ? null : piece);
            if (target !== now) go({ on: target });
          };
          return (
            <g
              key={i}
              class={picked === piece ? "piece picked" : "piece"}
              role="button"
              tabindex={0}
              aria-label={`${row === 0 ? "Assessed" : "Claimed"}: ${text}. Opens its evidence.`}
              onClick={open}
              onKeyDown={(event) => {
                if (event.key === "Enter" || event.key === " ") {
                  event.preventDefault();
                  event.stopPropagation();
                  open();
                }
              }}
            >
              <title>{text}</title>
              <rect x={x0} y={row * (ROW + GAP)} width={Math.max(1.5, x1 - x0 - 0.8)} height={ROW} rx="2" fill={colour} />
              {old !== null && old < x1 && (
                <rect class="old" x={old} y={row * (ROW + GAP)} width={x1 - old} height={ROW} />
              )}
              {piece.basis === "claimed_only" && row === 0 && x1 - x0 > 5 && (
                <rect class="hollow" x={x0 + 2} y={2.5} width={Math.max(0, x1 - x0 - 4.8)} height={ROW - 5} rx="1" />
              )}
            </g>
          );
        })}
        {ticks(axis, 56).map((tick) => (
          <text key={tick.day} x={toX(axis, tick.day)} y={height - 5} class={tick.strong ? "tick strong" : "tick"}>
            {toX(axis, tick.day) < width - 26 ? tick.text : ""}
          </text>
        ))}
        <Now axis={axis} />
      </svg>
      <p class="quiet small">
        above: assessed · below: claimed by the parties
        {picked && (
          <>
            {" · "}
            <button class="plain" onClick={() => pick(null)}>
              all evidence of {spelled(now)}
            </button>
          </>
        )}
      </p>
    </div>
  );
}
