import { describe, expect, it } from "vitest";
import type { MapChanges } from "../api/types";
import { parseDay } from "../time/days";
import { Clusters } from "./clusters";
import { layOut, type Wish } from "./drawing";
import { project, sameStanding, Scene, UNTOLD } from "./scene";

const day = (text: string) => parseDay(text) as number;
const place = (key: string, lat: number, lon: number, spans: unknown[][]) => ({
  key, name: key, country: "XA", admin1: null, kind: "town", precision: "exact", lat, lon, spans,
});

const changes: MapChanges = {
  as_of: null,
  horizon: 120,
  parties: ["red", "blue"],
  statuses: ["held", "divided", "contested", "besieged", "presence", "unknown"],
  bases: ["reported", "corroborated", "claimed_only", "carried_forward"],
  columns: ["from", "status", "holder", "others", "basis", "confidence", "last", "claimed_status", "claimed_holder"],
  places: [
    place("a", 35, 40, [
      [day("2016-01-01"), 0, 0, [], 0, 0.8, day("2016-01-01"), -1, -1],
      [day("2017-01-01"), 2, -1, [0, 1], 0, 0.8, day("2017-02-01"), 0, 1],
      [day("2017-06-01"), 0, 1, [], 2, 0.8, day("2017-06-01"), -1, -1],
    ]),
    place("nowhere", 35, 40, []),
    { ...place("unplaced", 0, 0, [[0, 0, 0, [], 0, 1, 0, -1, -1]]), lat: null, lon: null },
  ],
};
const scene = new Scene(changes, new Map([["red", 0], ["blue", 1]]));
const look = (text: string, layer: "assessed" | "claimed" = "assessed") => scene.at(0, day(text), layer).look;

describe("a scene", () => {
  it("knows how a town stood on any day, whichever day was asked before", () => {
    expect(look("2015-12-31")).toBeNull();
    expect(look("2016-01-01")).toMatchObject({ status: "held", party: "red", stale: false });
    expect(look("2017-07-01")).toMatchObject({ status: "held", party: "blue", claimedOnly: true });
    expect(look("2017-02-01")).toMatchObject({ status: "contested", parties: ["red", "blue"] });
    expect(look("2016-01-02")).toMatchObject({ party: "red" });
  });

  it("shows old news as old, one day after the horizon", () => {
    expect(look("2016-04-30")).toMatchObject({ stale: false });
    expect(look("2016-05-01")).toMatchObject({ stale: true });
  });

  it("shows in the claimed layer what a party claims, and the assessed where none claims otherwise", () => {
    expect(look("2017-02-01", "claimed")).toMatchObject({ status: "held", party: "blue", claimedOnly: true });
    expect(look("2016-01-01", "claimed")).toMatchObject({ party: "red", claimedOnly: false });
  });

  it("leaves out what has no coordinates, and what nobody tells of", () => {
    expect(scene.towns.map((town) => town.key)).toEqual(["a"]);
  });

  it("tells a change from none", () => {
    expect(sameStanding(look("2016-01-01"), look("2016-06-01"))).toBe(true);
    expect(sameStanding(look("2016-01-01"), look("2017-07-01"))).toBe(false);
    expect(sameStanding(null, look("2016-01-01"))).toBe(false);
  });
});

describe("twenty thousand towns", () => {
  const many: MapChanges = {
    ...changes,
    places: Array.from({ length: 20_000 }, (_, i) => {
      const spans = Array.from({ length: 12 }, (_, k) => [day("2014-01-01") + 100 * k + (i % 97), (i + k) % 3, (i + k) % 2, [], 0, 0.8, day("2014-01-01") + 100 * k, -1, -1]);
      return place(String(i), 30 + ((i * 7919) % 1000) / 100, 35 + ((i * 104729) % 1300) / 100, spans);
    }),
  };
  const big = new Scene(many, new Map([["red", 0], ["blue", 1]]));
  const clusters = new Clusters(big);
  const [x, y] = project(41, 35);
  const wish: Wish = { day: 0, picked: null, hovered: null, only: new Set(), areas: false, before: null };

  it("are all in clusters or drawn apart, none twice", () => {
    const now = new Int32Array(20_000);
    big.day(day("2016-01-01"), "assessed", now);
    const sight = { x, y, zoom: 4, width: 1400, height: 800 };
    const laid = layOut(big, now, clusters, sight, wish);
    const counted = laid.spots.length + laid.bunches.reduce((sum, bunch) => sum + bunch.count, 0);
    expect(counted).toBe([...now].filter((at) => at !== UNTOLD).length);
    expect(laid.bunches.length).toBeGreaterThan(10);
    expect(clusters.groups(9).starts).toHaveLength(20_001);
  });
});
