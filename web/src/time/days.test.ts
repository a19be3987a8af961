import { describe, expect, it } from "vitest";
import { addMonths, iso, monday, parseDay, span, spelled, spelledRange, typedDay } from "./days";

const day = (text: string) => parseDay(text) as number;

describe("days", () => {
  it("reads and writes ISO dates", () => {
    for (const text of ["1970-01-01", "1999-12-31", "2016-02-29", "0099-03-01"]) expect(iso(day(text))).toBe(text);
    for (const text of ["2017-02-29", "2017-13-01", "2017-1-1", "x", "", null]) expect(parseDay(text)).toBeNull();
  });

  it("understands dates as they are typed", () => {
    expect(["2017-11-04", "4.11.2017", "4/11/2017", "4 Nov 2017", "4 november 2017", "Nov 4, 2017"].map((t) => typedDay(t))).toEqual(
      Array(6).fill(day("2017-11-04")),
    );
    expect(typedDay("2017-11")).toBe(day("2017-11-01"));
    expect(typedDay("2017")).toBe(day("2017-01-01"));
    expect(typedDay("nov 2017")).toBe(day("2017-11-01"));
    for (const text of ["", "yesterday", "31 Feb 2017", "4 Foo 2017"]) expect(typedDay(text)).toBeNull();
  });

  it("steps by calendar months", () => {
    expect(iso(addMonths(day("2016-01-31"), 1))).toBe("2016-02-29");
    expect(iso(addMonths(day("2016-03-31"), -1))).toBe("2016-02-29");
    expect(iso(addMonths(day("2016-12-15"), 1))).toBe("2017-01-15");
  });

  it("begins weeks on Mondays, before 1970 too", () => {
    expect(iso(monday(day("2017-11-04")))).toBe("2017-10-30");
    expect(iso(monday(day("2017-10-30")))).toBe("2017-10-30");
    expect(iso(monday(day("1969-12-31")))).toBe("1969-12-29");
  });

  it("spells days, months, years and spans", () => {
    expect(spelled(day("2017-11-04"))).toBe("4 Nov 2017");
    expect(spelledRange("2017-11-01", "2017-11-30")).toBe("Nov 2017");
    expect(spelledRange("2017-01-01", "2017-12-31")).toBe("2017");
    expect(spelledRange("2017-11-03", "2017-11-09")).toBe("3 Nov to 9 Nov 2017");
    expect(spelledRange(null, "2017-11-09")).toBe("by 9 Nov 2017");
    expect(spelledRange(null, null)).toBe("no date");
    expect([1, 30, 90, 800].map(span)).toEqual(["1 day", "30 days", "3 months", "2 years"]);
  });
});
