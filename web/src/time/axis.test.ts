import { describe, expect, it } from "vitest";
import { bars, holding, ticks, toDay, toX, zoomed } from "./axis";
import { iso, parseDay } from "./days";

const day = (text: string) => parseDay(text) as number;
const axis = { from: day("2014-01-01"), to: day("2018-01-01"), width: 800 };

describe("an axis", () => {
  it("goes from days to pixels and back", () => {
    for (const text of ["2014-01-01", "2016-02-29", "2017-11-04"]) expect(iso(toDay(axis, toX(axis, day(text))))).toBe(text);
  });

  it("ticks by what there is room for", () => {
    expect(ticks(axis).map((t) => t.text).slice(0, 4)).toEqual(["2014", "Apr", "Jul", "Oct"]);
    const year = { from: day("2017-01-01"), to: day("2018-01-01"), width: 900 };
    expect(ticks(year).map((t) => t.text).slice(0, 3)).toEqual(["2017", "Feb", "Mar"]);
    const narrow = { from: day("2014-06-01"), to: day("2017-08-01"), width: 352 };
    expect(ticks(narrow, 56).map((t) => t.text)).toEqual(["Jul", "2015", "Jul", "2016", "Jul", "2017", "Jul"]);
    const month = { from: day("2017-11-01"), to: day("2017-11-30"), width: 900 };
    expect(ticks(month)[0]?.text).toBe("6 Nov");
    const ages = { from: day("1900-01-01"), to: day("2020-01-01"), width: 400 };
    expect(ticks(ages).every((t) => t.strong)).toBe(true);
  });

  it("gathers weeks into bars that can be seen, losing none", () => {
    const weeks = Array.from({ length: 200 }, (_, i) => ({ week: iso(day("2014-01-06") + 7 * i), count: 1 }));
    for (const width of [100, 800, 3000]) {
      const made = bars(weeks, { ...axis, width });
      expect(made.reduce((sum, bar) => sum + bar.count, 0)).toBe(200);
      expect(toX({ ...axis, width }, axis.from + (made[0]?.to ?? 0) - (made[0]?.from ?? 0))).toBeGreaterThan(3);
    }
  });

  it("is zoomed around a day and never past its bounds", () => {
    const near = zoomed(axis, day("2016-01-01"), 0.5, axis.from, axis.to);
    expect(near.to - near.from).toBeCloseTo((axis.to - axis.from) / 2);
    const all = zoomed(near, day("2016-01-01"), 100, axis.from, axis.to);
    expect([all.from, all.to]).toEqual([axis.from, axis.to]);
    expect(holding(near, day("2018-01-01")).to).toBeGreaterThan(day("2018-01-01"));
  });
});
