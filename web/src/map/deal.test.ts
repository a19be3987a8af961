import { expect, it } from "vitest";
import type { MapChanges } from "../api/types";
import { deal } from "./deal";
import { corners, markOf } from "./marks";

const place = (lat: number, lon: number, ...parties: number[]) => ({
  key: `${lat},${lon}`, name: "", country: null, admin1: null, kind: "town", precision: "exact", lat, lon,
  spans: parties.map((party) => [0, 0, party, [], 0, 1, 0, -1, -1]),
});
const changes = (...places: MapChanges["places"]): MapChanges => ({
  as_of: null, horizon: 120, parties: ["a", "b", "c"], statuses: ["held"], bases: ["reported"],
  columns: ["from", "status", "holder", "others", "basis", "confidence", "last", "claimed_status", "claimed_holder"], places,
});

it("gives neighbours different colours and nobody another's mark", () => {
  const marks = deal(["a", "b", "c"], changes(place(35, 39, 0), place(36, 44, 1), place(15, -80, 2)));
  expect([marks.get("a"), marks.get("b"), marks.get("c")]).toEqual([0, 1, 2]);
  const parties = Array.from({ length: 60 }, (_, i) => `p${i}`);
  const many = { ...changes(...parties.map((_, i) => place(35 + (i % 3), 39 + (i % 5), i))), parties };
  const dealt = deal(parties, many);
  expect(new Set(dealt.values()).size).toBe(60);
  expect(deal(parties, many)).toEqual(dealt);
});

it("knows parties that the order leaves out", () => {
  expect(deal([], changes(place(35, 39, 0, 1))).size).toBe(3);
});

it("gives no two marks of a hundred the same colour and shape", () => {
  const seen = new Set(Array.from({ length: 100 }, (_, k) => `${markOf(k).shape}/${markOf(k).fill[0]}`));
  expect(seen.size).toBe(100);
  expect(new Set(Array.from({ length: 10 }, (_, k) => markOf(k).shape)).size).toBe(10);
});

it("draws every shape about as heavy as the others", () => {
  for (let k = 1; k < 10; k++) {
    const points = corners(markOf(k).shape);
    const area = Math.abs(points.reduce((sum, [x, y], i) => {
      const [nx, ny] = points[(i + 1) % points.length] ?? [0, 0];
      return sum + x * ny - nx * y;
    }, 0)) / 2;
    expect(area).toBeGreaterThan(1.6);
    expect(area).toBeLessThan(3.2);
  }
});
