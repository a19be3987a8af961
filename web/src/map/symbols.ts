/**
 * A symbol: how a town stands, drawn at its place.
 *
 * Colour and shape say who; everything else says how it is known. Held: filled. Contested: hatched in the colours of those who
 * fight. Divided: halves. Claimed only: hollow. Old news: faded. Besieged: ringed by the besieger. Presence: small. Unknown: a grey
 * ring, which is no party's.
 */
import { corners, markOf, type Mark } from "./marks";
import type { Pen } from "./pen";

export type Status = "held" | "divided" | "contested" | "besieged" | "presence" | "unknown";

export interface Look {
  status: Status;
  /** Mark numbers: what is drawn. */
  holder: number | null;
  others: number[];
  /** Ids of the same parties: a mark may stand for another party in a far country. */
  party: string | null;
  parties: string[];
  claimedOnly: boolean;
  stale: boolean;
}

export interface Theme {
  dark: boolean;
  land: string;
  water: string;
  river: string;
  /** Names of waters. */
  waterText: string;
  border: string;
  ink: string;
  grey: string;
  paper: string;
}

const RADIUS = 5.6;
const HATCH = 4;

function outline(mark: Mark, x: number, y: number, r: number): number[] {
  return corners(mark.shape).flatMap(([dx, dy]) => [x + dx * r, y + dy * r]);
}

function shape(pen: Pen, mark: Mark, x: number, y: number, r: number, ink: Parameters<Pen["circle"]>[3]): void {
  if (mark.shape === "circle") pen.circle(x, y, r, ink);
  else pen.lines([outline(mark, x, y, r)], true, ink);
}

/** Diagonal stripes over a box, in turn in the colours given. */
function stripes(pen: Pen, x: number, y: number, r: number, colours: string[]): void {
  const reach = 2 * r + HATCH;
  let k = 0;
  for (let at = -reach; at <= reach; at += HATCH / 2) {
    const colour = colours[k++ % colours.length] ?? "none";
    const [x0, y0] = [x + at - r * 1.5, y + r * 1.5];
    pen.lines([[x0, y0, x0 + 3 * r, y0 - 3 * r]], false, { stroke: colour, width: HATCH / 2 / Math.SQRT2 + 0.15 });
  }
}

/** What a look's picture is called, by its size, on the land of this colour: a name is put together once and not in every frame. */
let names = new WeakMap<Look, Map<number, string>>();
let land = "";

function nameOf(look: Look, size: number, theme: Theme): string {
  if (theme.land !== land) {
    names = new WeakMap();
    land = theme.land;
  }
  let sizes = names.get(look);
  if (!sizes) names.set(look, (sizes = new Map()));
  let name = sizes.get(size);
  if (name === undefined) {
    name = `${look.status}/${look.holder}/${look.others.join()}/${look.claimedOnly}/${look.stale}/${size}/${land}`;
    sizes.set(size, name);
  }
  return name;
}

/** Draws a town's symbol. */
export function drawSymbol(pen: Pen, look: Look, x: number, y: number, theme: Theme, size = 1): void {
  const reach = Math.ceil((look.status === "besieged" ? 13 : 10) * Math.max(1, size));
  pen.stamp(nameOf(look, size, theme), reach, x, y, (onto, at, down) => symbol(onto, look, at, down, theme, size));
}

function symbol(pen: Pen, look: Look, x: number, y: number, theme: Theme, size: number): void {
  const r = RADIUS * size;
  const shade = theme.dark ? 1 : 0;
  const colour = (k: number) => markOf(k).fill[shade];
  const opacity = look.stale ? 0.42 : 1;
  const rim = { fill: theme.land, stroke: theme.land, width: 3, round: true };

  if (look.status === "contested" || look.status === "divided") {
    const sides = [...new Set(look.holder === null ? look.others : [look.holder, ...look.others])];
    const big = r * 1.12;
    pen.circle(x, y, big, rim);
    pen.within({ x, y, r: big }, () => {
      if (look.status === "divided" && sides.length > 1) {
        const width = (2 * big) / sides.length;
        sides.forEach((side, i) => {
          const left = x - big + i * width;
          pen.lines([[left, y - big, left + width, y - big, left + width, y + big, left, y + big]], true, { fill: colour(side), opacity });
        });
      } else {
        const colours = sides.map((side) => colour(side) ?? theme.grey);
        pen.circle(x, y, big, { fill: theme.paper });
        stripes(pen, x, y, big, colours.length === 0 ? [theme.grey, theme.paper] : colours.flatMap((c) => [c, theme.paper]));
      }
    });
    const edge = sides.length === 1 && sides[0] !== undefined ? (colour(sides[0]) ?? theme.ink) : theme.ink;
    pen.circle(x, y, big, { stroke: edge, width: 1.3, opacity: look.stale ? 0.5 : 1 });
    return;
  }

  const who = look.holder ?? (look.status === "presence" ? (look.others[0] ?? null) : null);
  if (look.status === "unknown" || who === null) {
    pen.circle(x, y, r * 0.62, { fill: theme.land, stroke: theme.grey, width: 1.1, opacity: look.stale ? 0.6 : 0.9 });
    return;
  }

  const mark = markOf(who);
  const fill = mark.fill[shade] ?? theme.ink;
  if (look.status === "besieged") {
    const besieger = look.others[0];
    pen.circle(x, y, r * 1.95, { fill: theme.land, opacity: 0.85 });
    pen.circle(x, y, r * 1.75, { stroke: besieger === undefined ? theme.ink : colour(besieger), width: 1.8, dash: [3.2, 1.6], opacity: look.stale ? 0.5 : 1 });
  }
  const scale = look.status === "presence" ? 0.62 : 1;
  shape(pen, mark, x, y, r * scale, rim);
  if (look.claimedOnly) shape(pen, mark, x, y, r * scale * 0.9, { fill: theme.paper, stroke: fill, width: 1.9, opacity: look.stale ? 0.5 : 1 });
  else shape(pen, mark, x, y, r * scale, { fill, opacity });
}

/**
 * Draws many towns that lie too close to be drawn apart: their parties as a ring, their number inside.
 *
 * Stroke by stroke and no stamp: its numbers are others on nearly every day, and a stamp is kept only for what comes again.
 */
export function drawCluster(pen: Pen, parts: [mark: number | null, count: number][], x: number, y: number, theme: Theme): void {
  const total = parts.reduce((sum, [, count]) => sum + count, 0);
  const r = clusterRadius(total);
  pen.circle(x, y, r + 1.5, { fill: theme.land });
  let angle = -Math.PI / 2;
  for (const [k, count] of parts) {
    const end = angle + (count / total) * 2 * Math.PI;
    pen.arc(x, y, r - 2, angle, end, { stroke: k === null ? theme.grey : (markOf(k).fill[theme.dark ? 1 : 0] ?? theme.grey), width: 4 });
    angle = end;
  }
  pen.circle(x, y, r - 4, { fill: theme.paper });
  pen.text(String(total), x, y + 0.5, { size: total > 999 ? 9.5 : 11, weight: 600, fill: theme.ink, align: "center" });
}

export function clusterRadius(total: number): number {
  return Math.min(22, 10.5 + 2.6 * Math.log10(Math.max(1, total)) * 1.3);
}
