import { describe, expect, it } from "vitest";
import { busiest, monthOf } from "./busiest";
import { iso, parseDay } from "./days";

describe("the busiest times", () => {
  it("are four weeks each, far apart, in the order of time", () => {
    const weeks = [
      { week: "2014-06-09", claims: 9 },
      { week: "2014-06-16", claims: 9 },
      { week: "2014-07-21", claims: 8 },
      { week: "2016-10-17", claims: 20 },
      { week: "2011-03-14", claims: 1 },
    ];
    const found = busiest(weeks, 2);
    expect(found.map(({ from, to, claims }) => [iso(from), iso(to), claims])).toEqual([
      ["2014-06-09", "2014-07-06", 18],
      ["2016-10-17", "2016-11-13", 20],
    ]);
    expect(busiest([], 2)).toEqual([]);
  });

  it("are named by their month", () => {
    expect(monthOf(parseDay("2016-10-31") ?? 0)).toBe("Oct 2016");
  });
});
