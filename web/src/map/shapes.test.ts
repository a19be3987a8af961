import { expect, test } from "vitest";
import { world } from "../../build/basemap.ts";
import { areas, geojson, paths } from "./shapes";

test("steps become degrees again, and GeoJSON", () => {
  const shape = areas([[[10_000, -5000, 1000, 0, 0, 1500, -1000, -1500]]], 1000);
  expect(shape.parts[0]?.[0]).toMatchObject({ west: 10, east: 11, south: -5, north: -3.5 });
  expect(geojson(shape)).toEqual({ type: "MultiPolygon", coordinates: [[[[10, -5], [11, -5], [11, -3.5], [10, -5]]]] });
  expect(geojson(paths([[0, 0, 500, 500]], 1000))).toEqual({ type: "MultiLineString", coordinates: [[[0, 0], [0.5, 0.5]]] });
});

test("the world's rings are closed, lie on the map, and none runs across it", () => {
  const { degree, land, borders, lakes, rivers, countries } = world();
  const rings = areas(land, degree).parts.flat();
  expect(rings.length).toBeGreaterThan(1000);
  for (const { points, west, east, south, north } of rings) {
    expect(west >= -180 && east <= 180 && south >= -90 && north <= 90).toBe(true);
    expect([points[0], points[1]]).toEqual([...points.slice(-2)]);
    // The edge along the pole is the map's own.
    for (let i = 2; i + 1 < points.length; i += 2) {
      expect(Math.abs((points[i] ?? 0) - (points[i - 2] ?? 0)) < 180 || (points[i + 1] ?? 0) < -89).toBe(true);
    }
  }
  expect([borders.length > 50, (lakes?.length ?? 0) > 200, (rivers?.length ?? 0) > 200, (countries?.length ?? 0) > 200]).toEqual([true, true, true, true]);
});
