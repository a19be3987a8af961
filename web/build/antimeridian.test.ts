import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { MultiPolygon, Position } from "geojson";
import { merge } from "topojson-client";
import { describe, expect, it } from "vitest";
import { cutAtAntimeridian, cutRing } from "./antimeridian.ts";

const area = (ring: Position[]) => Math.abs(ring.reduce((sum, [x = 0, y = 0], i) => sum + (i === 0 ? 0 : (((ring[i - 1]?.[0] ?? 0) - x) * ((ring[i - 1]?.[1] ?? 0) + y)) / 2), 0));
const jumps = (ring: Position[]) => ring.filter(([lon = 0], i) => i > 0 && Math.abs(lon - (ring[i - 1]?.[0] ?? 0)) > 180).length;

describe("a ring at the antimeridian", () => {
  it("is cut in two, and loses nothing", () => {
    const ring = [[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]];
    const found = cutRing(ring);
    expect(found.map(area)).toEqual([100, 100]);
    expect(found.flat().every(([lon = 0]) => Math.abs(lon) <= 180)).toBe(true);
  });

  it("that goes round a pole reaches the map's edge", () => {
    const ring = [[-180, -70], [-90, -70], [0, -70], [90, -70], [180, -70], [-180, -70]];
    const [piece = []] = cutRing(ring);
    expect(area(piece)).toBe(360 * 20);
  });

  it("stays as it is where it does not cross", () => {
    const ring = [[0, 0], [1, 0], [1, 1], [0, 0]];
    expect(cutRing(ring)).toEqual([ring]);
  });

  it("is in the basemap, and no line of it runs across the world", () => {
    const topology = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/countries-50m.json"), "utf8"));
    const land = merge(topology, topology.objects.countries.geometries);
    expect(land.coordinates.flat().some((ring) => jumps(ring) > 0)).toBe(true);
    const cut = cutAtAntimeridian(land) as MultiPolygon;
    // The edge along the pole is the map's own.
    const long = cut.coordinates.flat().flatMap((ring) => ring.filter(([lon = 0, lat = 0], i) => i > 0 && Math.abs(lon - (ring[i - 1]?.[0] ?? 0)) > 180 && lat > -89));
    expect(long).toEqual([]);
  });
});
