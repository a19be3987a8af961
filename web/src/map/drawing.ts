/**
 * A drawing: one day of the scene, laid out for one view of the map.
 *
 * `layOut` says what lies where (symbols, clusters, names); `draw` puts it on paper. The screen, the legend's counts, the hand over the
 * map and the exported picture all work from the same layout.
 */
import type { Clusters } from "./clusters";
import { Boxes, setLabels, type Label, type Set_ } from "./labels";
import type { Pen } from "./pen";
import { font } from "./pen";
import { sameStanding, UNTOLD, type Scene } from "./scene";
import type { Day } from "../time/days";
import { clusterRadius, drawCluster, drawSymbol, type Look, type Theme } from "./symbols";

/** Where the map looks, in the world's square, and how large a pixel of it is. */
export interface Sight {
  x: number;
  y: number;
  zoom: number;
  width: number;
  height: number;
}

export interface Wish {
  day: Day;
  picked: number | null;
  hovered: number | null;
  /** Only these parties, where not empty. */
  only: ReadonlySet<string>;
  areas: boolean;
  /** Looks on an earlier day, where changes are asked for. */
  before: Int32Array | null;
}

export interface Spot {
  town: number;
  look: Look;
  x: number;
  y: number;
  size: number;
  faint: boolean;
  /** What stood there on the earlier day, where it was something else. */
  before: Look | null | undefined;
}

export interface Bunch {
  x: number;
  y: number;
  r: number;
  /** Towns in it. */
  count: number;
  parts: [number | null, number][];
}

export interface Layout {
  day: Day;
  sight: Sight;
  spots: Spot[];
  bunches: Bunch[];
  /** Looks in view, towns in clusters too. */
  counts: Map<number, number>;
}

export interface Name {
  text: string;
  x: number;
  y: number;
  rank: number;
  /** A river or a lake: written in the water's colour, with no point. */
  water?: boolean;
}

/** A party that a look is mostly of. */
function leading(look: Look): number | null {
  return look.status === "contested" || look.status === "divided" ? null : (look.holder ?? look.others[0] ?? null);
}

const led = new WeakMap<Scene, Int16Array>();

/** The leading party of each look, -1 where there is none. */
function leads(scene: Scene): Int16Array {
  let lead = led.get(scene);
  if (!lead) led.set(scene, (lead = Int16Array.from(scene.looks, (look) => leading(look) ?? -1)));
  return lead;
}

function shown(look: Look, only: ReadonlySet<string>): boolean {
  if (only.size === 0) return true;
  return (look.party !== null && only.has(look.party)) || look.parties.some((id) => only.has(id));
}

const MANY = 4;

/** What of the scene lies where. Runs in every frame of a drag, over every town: nothing is allocated for what is not drawn. */
export function layOut(scene: Scene, now: Int32Array, clusters: Clusters, sight: Sight, wish: Wish): Layout {
  const scale = 512 * 2 ** sight.zoom;
  const [left, top] = [sight.width / 2 - sight.x * scale, sight.height / 2 - sight.y * scale];
  const { starts, members } = clusters.groups(sight.zoom);
  const visible = new Uint8Array(scene.looks.length).fill(1);
  if (wish.only.size > 0) scene.looks.forEach((look, at) => (visible[at] = shown(look, wish.only) ? 1 : 0));
  const lead = leads(scene);
  const tally = new Int32Array(scene.looks.length);
  const inside = new Int32Array(members.length);
  const spots: Spot[] = [];
  const bunches: Bunch[] = [];
  const margin = 30;
  const bunching = wish.before === null;

  const put = (i: number) => {
    const town = scene.towns[i];
    const look = scene.looks[now[i] as number];
    if (!town || !look || (town.attached && sight.zoom < 8 && wish.picked !== i)) return;
    const earlier = wish.before ? (wish.before[i] ?? UNTOLD) : null;
    const before = earlier === null ? undefined : earlier === UNTOLD ? null : (scene.looks[earlier] ?? null);
    const changed = before !== undefined && !sameStanding(before, look);
    spots.push({
      town: i,
      look,
      x: left + (scene.x[i] as number) * scale + (town.attached ? 10 : 0),
      y: top + (scene.y[i] as number) * scale + (town.attached ? 8 : 0),
      size: town.attached ? 0.72 : town.area ? 0.8 : 1,
      faint: before !== undefined && !changed,
      before: changed ? before : undefined,
    });
  };

  for (let g = 0; g + 1 < starts.length; g++) {
    let count = 0;
    let [sx, sy] = [0, 0];
    for (let m = starts[g] as number; m < (starts[g + 1] as number); m++) {
      const i = members[m] as number;
      const at = now[i] as number;
      if (at === UNTOLD || visible[at] === 0) continue;
      const x = left + (scene.x[i] as number) * scale;
      const y = top + (scene.y[i] as number) * scale;
      if (x < -margin || y < -margin || x > sight.width + margin || y > sight.height + margin) continue;
      if (!wish.areas && scene.area[i] === 1 && wish.picked !== i) continue;
      if (x >= 0 && y >= 0 && x <= sight.width && y <= sight.height) tally[at]! += 1;
      inside[count++] = i;
      sx += x;
      sy += y;
    }
    if (count === 0) continue;
    const together = bunching && count >= MANY;
    if (together) {
      const parties = new Map<number, number>();
      for (let m = 0; m < count; m++) {
        const k = lead[now[inside[m] as number] as number] as number;
        parties.set(k, (parties.get(k) ?? 0) + 1);
      }
      const parts = [...parties].sort(([a, n], [b, m]) => m - n || a - b).map(([k, n]): [number | null, number] => [k < 0 ? null : k, n]);
      bunches.push({ x: sx / count, y: sy / count, r: clusterRadius(count), count, parts });
    }
    const first = spots.length;
    for (let m = 0; m < count; m++) {
      const i = inside[m] as number;
      if (!together || i === wish.picked) put(i);
    }
    if (spots.length - first > 1) spread(spots, first);
  }
  // The lower on the page, the nearer: and what is well known lies above what is not.
  spots.sort((a, b) => Number(b.faint) - Number(a.faint) || heft(a.look) - heft(b.look) || a.y - b.y);
  const counts = new Map<number, number>();
  tally.forEach((count, at) => count > 0 && counts.set(at, count));
  return { day: wish.day, sight, spots, bunches, counts };
}

/** How far a symbol reaches. */
function reach(spot: Spot): number {
  // What it was stands to the left of what it is.
  if (spot.before !== undefined) return 13;
  return spot.faint ? 3 : spot.look.status === "besieged" ? 11 : 7.5 * spot.size;
}

/** Moves the few symbols of a group apart until each can be read: a town and its air base are two answers. */
export function spread(spots: Spot[], first: number): void {
  for (let turn = 0; turn < 3; turn++) {
    for (let a = first; a < spots.length; a++) {
      for (let b = a + 1; b < spots.length; b++) {
        const [one, other] = [spots[a] as Spot, spots[b] as Spot];
        const [dx, dy] = [other.x - one.x, other.y - one.y];
        const apart = Math.hypot(dx, dy);
        const short = reach(one) + reach(other) + 1 - apart;
        if (short <= 0) continue;
        const [ux, uy] = apart < 0.01 ? [1, 0] : [dx / apart, dy / apart];
        one.x -= (ux * short) / 2;
        one.y -= (uy * short) / 2;
        other.x += (ux * short) / 2;
        other.y += (uy * short) / 2;
      }
    }
  }
}

function heft(look: Look): number {
  return look.status === "unknown" ? 0 : look.stale ? 1 : 2;
}

/** The names that fit, most important first. */
export function nameLayout(
  scene: Scene,
  layout: Layout,
  wish: Wish,
  around: Name[],
  countries: Name[],
  measure: (label: Label) => number,
): Set_[] {
  const { width, height, zoom } = layout.sight;
  const boxes = new Boxes();
  for (const spot of layout.spots) {
    const r = spot.town === wish.picked ? 15 : spot.look.status === "besieged" ? 10 : 6 * spot.size;
    boxes.take(spot.x - r, spot.y - r, spot.x + r, spot.y + r);
  }
  for (const bunch of layout.bunches) boxes.take(bunch.x - bunch.r, bunch.y - bunch.r, bunch.x + bunch.r, bunch.y + bunch.r);
  const of = (spot: Spot): Label => {
    const picked = spot.town === wish.picked || spot.town === wish.hovered;
    return {
      text: scene.towns[spot.town]?.name ?? "",
      x: spot.x,
      y: spot.y,
      gap: spot.town === wish.picked ? 18 : spot.look.status === "besieged" ? 14 : 9.5,
      size: picked ? 13.5 : spot.size < 1 ? 11 : 12.5,
      weight: picked ? 600 : 450,
      tone: picked ? "picked" : "town",
    };
  };
  const told = layout.spots
    .filter((spot) => spot.look.status !== "unknown" || spot.town === wish.picked || spot.town === wish.hovered || zoom > 7)
    .sort((a, b) => rank(b) - rank(a));
  function rank(spot: Spot): number {
    if (spot.town === wish.picked) return 1e6;
    if (spot.town === wish.hovered) return 1e5;
    const town = scene.towns[spot.town];
    return (spot.faint ? 0 : 1000) + heft(spot.look) * 100 + (town?.attached === true || town?.area === true ? -80 : 0) + (town?.weight ?? 0);
  }
  const labels: Label[] = told.slice(0, 350).map(of);
  for (const name of countries) {
    labels.push({ ...name, gap: 0, size: name.rank === 0 ? 14 : 12.5, weight: 450, tone: "country" });
  }
  for (const name of around) {
    labels.push({ ...name, gap: 6, size: name.water === true ? 11.5 : name.rank <= 2 ? 11.5 : 10.5, weight: 400, tone: name.water === true ? "water" : "plain" });
  }
  return setLabels(labels, boxes, width, height, measure);
}

/** Symbols and clusters. */
export function drawSpots(pen: Pen, layout: Layout, wish: Wish, theme: Theme): void {
  for (const bunch of layout.bunches) drawCluster(pen, bunch.parts, bunch.x, bunch.y, theme);
  for (const spot of layout.spots) {
    if (spot.before !== undefined) {
      // What it was, small, to the left of what it is.
      if (spot.before === null) pen.circle(spot.x - 14, spot.y, 2.2, { stroke: theme.grey, width: 1 });
      else drawSymbol(pen, spot.before, spot.x - 14, spot.y, theme, 0.72);
      pen.lines([[spot.x - 24, spot.y + 10, spot.x + 8, spot.y + 10]], false, { stroke: theme.ink, width: 1.2 });
    }
    if (spot.faint) pen.circle(spot.x, spot.y, 2.4, { fill: theme.grey, opacity: 0.55 });
    else drawSymbol(pen, spot.look, spot.x, spot.y, theme, spot.size);
    if (spot.town === wish.picked) pen.circle(spot.x, spot.y, 14, { stroke: theme.ink, width: 1.6 });
    else if (spot.town === wish.hovered) pen.circle(spot.x, spot.y, 11.5, { stroke: theme.grey, width: 1.2 });
  }
}

/** Names that were set. */
export function drawNames(pen: Pen, names: Set_[], theme: Theme): void {
  for (const { label, x, y, align } of names) {
    if (label.tone === "country") {
      pen.text(label.text.toUpperCase(), x, y, { size: label.size, weight: 450, fill: theme.grey, spacing: 4, align, opacity: 0.75 });
      continue;
    }
    if (label.tone === "water") {
      pen.text(label.text, x, y, { size: label.size, italic: true, fill: theme.waterText, halo: theme.land, align });
      continue;
    }
    pen.text(label.text, x, y, {
      size: label.size,
      weight: label.weight,
      fill: label.tone === "plain" ? theme.grey : theme.ink,
      halo: theme.land,
      align,
    });
  }
}

const widths = new Map<string, number>();

/** How wide a name is, asked of a canvas once for each. */
export function measureWith(ctx: CanvasRenderingContext2D): (label: Label) => number {
  return (label) => {
    const key = `${label.size}/${label.weight}/${label.tone === "country" ? "C" : ""}${label.text}`;
    let width = widths.get(key);
    if (width === undefined) {
      ctx.font = font({ size: label.size, weight: label.weight, fill: "" });
      const text = label.tone === "country" ? label.text.toUpperCase() : label.text;
      width = ctx.measureText(text).width + (label.tone === "country" ? 4 * text.length : 0);
      widths.set(key, width);
      if (widths.size > 50_000) widths.clear();
    }
    return width;
  };
}
