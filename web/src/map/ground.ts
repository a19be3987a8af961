/**
 * The ground: land, water and borders, as maplibre draws them and as a picture draws them.
 */
import type { GeoJSON } from "geojson";
import type { LineLayerSpecification, Map as MapLibre, StyleSpecification } from "maplibre-gl";
import { closeUrl, worldUrl } from "virtual:basemap";
import type { Basemap, CountryLabel } from "../../build/basemap.ts";
import type { Sight } from "./drawing";
import type { Pen } from "./pen";
import { project } from "./scene";
import { areas, geojson, paths, type Shape } from "./shapes";
import type { Theme } from "./symbols";

export interface Ground {
  land: Shape;
  borders: Shape;
  lakes: Shape;
  rivers: Shape;
  countries: CountryLabel[];
}

async function fetched(url: string): Promise<Basemap> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return (await response.json()) as Basemap;
}

let loading: Promise<Ground> | null = null;

/** The world at 1:50 million: fetched once, whoever asks. */
export function loadGround(): Promise<Ground> {
  loading ??= world().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function world(): Promise<Ground> {
  const { degree, land, borders, lakes, rivers, countries } = await fetched(worldUrl);
  return {
    land: areas(land, degree),
    borders: paths(borders, degree),
    lakes: areas(lakes, degree),
    rivers: paths(rivers, degree),
    countries: countries ?? [],
  };
}

/** Finer coasts and borders, for those who look closely. */
export async function loadClose(ground: Ground): Promise<Ground> {
  const { degree, land, borders } = await fetched(closeUrl);
  return { ...ground, land: areas(land, degree), borders: paths(borders, degree) };
}

/** What maplibre draws from: land, borders, lakes and rivers as GeoJSON. */
export const SOURCES = ["land", "borders", "lakes", "rivers"] as const;

/** One of them, as maplibre takes it. */
export const sourceOf = (ground: Ground, id: (typeof SOURCES)[number]): GeoJSON => geojson(ground[id]);

const EMPTY: GeoJSON = { type: "FeatureCollection", features: [] };

/** The style that maplibre draws the ground by: colours of the theme, no sprites, no glyphs, no addresses. */
export function groundStyle(ground: Ground | null, theme: Theme): StyleSpecification {
  const source = (id: (typeof SOURCES)[number]) => ({ type: "geojson" as const, data: ground ? sourceOf(ground, id) : EMPTY, tolerance: 0.25, maxzoom: 9 });
  const line = (id: string, colour: string, width: [number, number], dash?: number[]): LineLayerSpecification => ({
    id,
    type: "line",
    source: id,
    layout: { "line-join": "round", "line-cap": dash ? "butt" : "round" },
    paint: {
      "line-color": colour,
      "line-width": ["interpolate", ["linear"], ["zoom"], 2, width[0], 8, width[1]],
      ...(dash ? { "line-dasharray": dash } : {}),
    },
  });
  return {
    version: 8,
    sources: {
      land: source("land"),
      lakes: source("lakes"),
      rivers: source("rivers"),
      borders: source("borders"),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": theme.water } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": theme.land, "fill-outline-color": theme.river } },
      line("rivers", theme.river, [0.5, 1.8]),
      { id: "lakes", type: "fill", source: "lakes", paint: { "fill-color": theme.water, "fill-outline-color": theme.river } },
      line("borders", theme.border, [0.6, 1.1], [4, 3]),
    ],
  };
}

/** Puts other colours on a map that stands. */
export function repaint(map: MapLibre, theme: Theme): void {
  map.setPaintProperty("sea", "background-color", theme.water);
  map.setPaintProperty("land", "fill-color", theme.land);
  map.setPaintProperty("land", "fill-outline-color", theme.river);
  map.setPaintProperty("lakes", "fill-color", theme.water);
  map.setPaintProperty("lakes", "fill-outline-color", theme.river);
  map.setPaintProperty("rivers", "line-color", theme.river);
  map.setPaintProperty("borders", "line-color", theme.border);
}

/** Draws the ground with a pen, for a picture. */
export function drawGround(pen: Pen, ground: Ground, sight: Sight, theme: Theme): void {
  const all = [0, 0, sight.width, 0, sight.width, sight.height, 0, sight.height];
  pen.lines([all], true, { fill: theme.water });
  const fill = (shape: Shape, colour: string) => {
    const rings = seen(shape, sight);
    if (rings.length > 0) pen.lines(rings, true, { fill: colour, stroke: theme.river, width: 0.6, round: true });
  };
  fill(ground.land, theme.land);
  pen.lines(seen(ground.rivers, sight), false, { stroke: theme.river, width: 1.2, round: true });
  fill(ground.lakes, theme.water);
  pen.lines(seen(ground.borders, sight), false, { stroke: theme.border, width: 0.9, dash: [4, 3], round: true });
}

/** The lines of a shape in pixels: those that touch the view, thinned to what a pixel can show, cut at a margin around it. */
function seen({ closed, parts }: Shape, sight: Sight): number[][] {
  const scale = 512 * 2 ** sight.zoom;
  const [w, h] = [sight.width / 2 / scale, sight.height / 2 / scale];
  const out: number[][] = [];
  for (const part of parts) {
    for (const { points, west, east, south, north } of part) {
      // Most of the world is elsewhere: its points need not be projected to know it.
      const [[x0, y1], [x1, y0]] = [project(west, south), project(east, north)];
      if (x1 < sight.x - w || x0 > sight.x + w || y1 < sight.y - h || y0 > sight.y + h) continue;
      const path: number[] = [];
      let [low, high, left, right] = [Infinity, -Infinity, Infinity, -Infinity];
      let [px, py] = [NaN, NaN];
      for (let i = 0; i + 1 < points.length; i += 2) {
        const [wx, wy] = project(points[i] ?? 0, points[i + 1] ?? 0);
        const x = (wx - sight.x) * scale + sight.width / 2;
        const y = (wy - sight.y) * scale + sight.height / 2;
        [low, high] = [Math.min(low, y), Math.max(high, y)];
        [left, right] = [Math.min(left, x), Math.max(right, x)];
        if (Math.abs(x - px) + Math.abs(y - py) < 0.6) continue;
        path.push(x, y);
        [px, py] = [x, y];
      }
      if (high < 0 || low > sight.height || right < 0 || left > sight.width || path.length < 4) continue;
      if (closed) out.push(clipRing(path, -20, -20, sight.width + 20, sight.height + 20));
      else out.push(...clipLine(path, -20, -20, sight.width + 20, sight.height + 20));
    }
  }
  return out.filter((path) => path.length >= 4);
}

/** Sutherland and Hodgman: a ring cut to a box, side by side. */
export function clipRing(ring: number[], x0: number, y0: number, x1: number, y1: number): number[] {
  const sides: [axis: 0 | 1, at: number, sign: 1 | -1][] = [[0, x0, 1], [0, x1, -1], [1, y0, 1], [1, y1, -1]];
  let path = ring;
  for (const [axis, at, sign] of sides) {
    const cut: number[] = [];
    const count = path.length / 2;
    for (let i = 0; i < count; i++) {
      const j = (i + count - 1) % count;
      const [ax, ay, bx, by] = [path[2 * j] ?? 0, path[2 * j + 1] ?? 0, path[2 * i] ?? 0, path[2 * i + 1] ?? 0];
      const [a, b] = axis === 0 ? [ax, bx] : [ay, by];
      const [inA, inB] = [(a - at) * sign >= 0, (b - at) * sign >= 0];
      if (inA !== inB) {
        const t = (at - a) / (b - a);
        cut.push(ax + (bx - ax) * t, ay + (by - ay) * t);
      }
      if (inB) cut.push(bx, by);
    }
    path = cut;
  }
  return path;
}

/** The pieces of a line that come near a box; whole segments, since the pen's paper ends anyway. */
function clipLine(line: number[], x0: number, y0: number, x1: number, y1: number): number[][] {
  const pieces: number[][] = [];
  let piece: number[] = [];
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i] ?? 0, line[i + 1] ?? 0, line[i + 2] ?? 0, line[i + 3] ?? 0];
    const out = Math.max(ax, bx) < x0 || Math.min(ax, bx) > x1 || Math.max(ay, by) < y0 || Math.min(ay, by) > y1;
    if (out) {
      if (piece.length > 0) pieces.push(piece);
      piece = [];
    } else {
      if (piece.length === 0) piece.push(ax, ay);
      piece.push(bx, by);
    }
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}
