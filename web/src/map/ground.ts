/**
 * The ground: land, water and borders, as maplibre draws them and as a picture draws them.
 */
import { feature } from "topojson-client";
import type { Feature, GeoJSON, Position } from "geojson";
import type { LineLayerSpecification, Map as MapLibre, StyleSpecification } from "maplibre-gl";
import { closeUrl, worldUrl } from "virtual:basemap";
import type { Basemap, CountryLabel } from "../../build/basemap.ts";
import { cutAtAntimeridian } from "./antimeridian";
import type { Sight } from "./drawing";
import type { Pen } from "./pen";
import { project } from "./scene";
import type { Theme } from "./symbols";

export interface Ground {
  land: GeoJSON;
  borders: GeoJSON;
  lakes: GeoJSON;
  rivers: GeoJSON;
  countries: CountryLabel[];
}

async function fetched(url: string): Promise<Basemap> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return (await response.json()) as Basemap;
}

function shape(map: Basemap, of: "shores" | "waters", name: string): GeoJSON {
  const topology = map[of];
  const object = topology?.objects[name];
  return topology && object ? feature(topology, object) : { type: "FeatureCollection", features: [] };
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
  const map = await fetched(worldUrl);
  return {
    land: cutAtAntimeridian(shape(map, "shores", "land")),
    borders: shape(map, "shores", "borders"),
    lakes: shape(map, "waters", "lakes"),
    rivers: shape(map, "waters", "rivers"),
    countries: map.countries ?? [],
  };
}

/** Finer coasts and borders, for those who look closely. */
export async function loadClose(ground: Ground): Promise<Ground> {
  const map = await fetched(closeUrl);
  return { ...ground, land: cutAtAntimeridian(shape(map, "shores", "land")), borders: shape(map, "shores", "borders") };
}

const EMPTY: GeoJSON = { type: "FeatureCollection", features: [] };

/** The style that maplibre draws the ground by: colours of the theme, no sprites, no glyphs, no addresses. */
export function groundStyle(ground: Ground | null, theme: Theme): StyleSpecification {
  const source = (data: GeoJSON, tolerance: number) => ({ type: "geojson" as const, data, tolerance, maxzoom: 9 });
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
      land: source(ground?.land ?? EMPTY, 0.25),
      lakes: source(ground?.lakes ?? EMPTY, 0.25),
      rivers: source(ground?.rivers ?? EMPTY, 0.25),
      borders: source(ground?.borders ?? EMPTY, 0.25),
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
  const fill = (data: GeoJSON, colour: string) => {
    const rings = paths(data, sight, true);
    if (rings.length > 0) pen.lines(rings, true, { fill: colour, stroke: theme.river, width: 0.6, round: true });
  };
  fill(ground.land, theme.land);
  pen.lines(paths(ground.rivers, sight, false), false, { stroke: theme.river, width: 1.2, round: true });
  fill(ground.lakes, theme.water);
  pen.lines(paths(ground.borders, sight, false), false, { stroke: theme.border, width: 0.9, dash: [4, 3], round: true });
}

/** The lines of a shape in pixels: those that touch the view, thinned to what a pixel can show, cut at a margin around it. */
function paths(data: GeoJSON, sight: Sight, closed: boolean): number[][] {
  const scale = 512 * 2 ** sight.zoom;
  const [w, h] = [sight.width / 2 / scale, sight.height / 2 / scale];
  const out: number[][] = [];
  for (const { line, west, east, south, north } of boxed(data)) {
    // Most of the world is elsewhere: its points need not be projected to know it.
    const [[x0, y1], [x1, y0]] = [project(west, south), project(east, north)];
    if (x1 < sight.x - w || x0 > sight.x + w || y1 < sight.y - h || y0 > sight.y + h) continue;
    const path: number[] = [];
    let [low, high, left, right] = [Infinity, -Infinity, Infinity, -Infinity];
    let [px, py] = [NaN, NaN];
    for (const [lon = 0, lat = 0] of line) {
      const [wx, wy] = project(lon, lat);
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
  return out.filter((path) => path.length >= 4);
}

interface Boxed {
  line: Position[];
  west: number;
  east: number;
  south: number;
  north: number;
}

const boxes = new WeakMap<GeoJSON, Boxed[]>();

/** The lines of a shape, each with the degrees between which it lies; worked out once. */
function boxed(data: GeoJSON): Boxed[] {
  let all = boxes.get(data);
  if (all) return all;
  all = Array.from(lines(data), (line) => {
    let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [lon = 0, lat = 0] of line) {
      if (lon < west) west = lon;
      if (lon > east) east = lon;
      if (lat < south) south = lat;
      if (lat > north) north = lat;
    }
    return { line, west, east, south, north };
  });
  boxes.set(data, all);
  return all;
}

function* lines(data: GeoJSON): Generator<Position[]> {
  const features: Feature[] = data.type === "FeatureCollection" ? data.features : data.type === "Feature" ? [data] : [];
  for (const { geometry } of features) {
    if (geometry.type === "LineString") yield geometry.coordinates;
    else if (geometry.type === "MultiLineString" || geometry.type === "Polygon") yield* geometry.coordinates;
    else if (geometry.type === "MultiPolygon") for (const polygon of geometry.coordinates) yield* polygon;
  }
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
