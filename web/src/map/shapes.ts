/**
 * The basemap's shapes as the page holds them: numbers in rows, with the degrees between which each line lies. A pen draws them as they
 * are; maplibre gets them as GeoJSON, made when it comes.
 */
import type { GeoJSON, Position } from "geojson";
import type { Steps } from "../../build/basemap.ts";

export interface Line {
  /** Longitude, latitude, longitude, latitude … */
  points: Float64Array;
  west: number;
  east: number;
  south: number;
  north: number;
}

/** Polygons, each an outline and its holes, or lines, each by itself. */
export interface Shape {
  closed: boolean;
  parts: Line[][];
}

/** Polygons as the basemap's file has them. */
export const areas = (polygons: Steps[][] = [], degree: number): Shape => ({
  closed: true,
  parts: polygons.map((rings) => rings.map((ring) => line(ring, degree))),
});

/** Lines as the basemap's file has them. */
export const paths = (lines: Steps[] = [], degree: number): Shape => ({ closed: false, parts: lines.map((one) => [line(one, degree)]) });

function line(steps: Steps, degree: number): Line {
  const points = new Float64Array(steps.length);
  let [x, y, west, east, south, north] = [0, 0, Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i + 1 < steps.length; i += 2) {
    x += steps[i] ?? 0;
    y += steps[i + 1] ?? 0;
    const [lon, lat] = [x / degree, y / degree];
    points[i] = lon;
    points[i + 1] = lat;
    if (lon < west) west = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  return { points, west, east, south, north };
}

/** A shape as maplibre takes it. */
export function geojson({ closed, parts }: Shape): GeoJSON {
  const all = parts.map((lines) => lines.map(({ points }) => pairs(points)));
  if (closed) return { type: "MultiPolygon", coordinates: all };
  return { type: "MultiLineString", coordinates: all.flat() };
}

function pairs(points: Float64Array): Position[] {
  const out: Position[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) out.push([points[i] ?? 0, points[i + 1] ?? 0]);
  return out;
}
