import { describe, expect, it } from "vitest";
import { parseDay } from "../time/days";
import { read, START, write, type Page } from "./page";

const split = (address: string): [string, string] => {
  const [path = "", query = ""] = address.split("?");
  return [path, query];
};

describe("the address", () => {
  it("holds the whole state", () => {
    const pages: Page[] = [
      START,
      {
        ...START,
        place: "near name plant, UA in geonames:709930",
        on: parseDay("2017-11-04"),
        asOf: parseDay("2018-01-01"),
        since: parseDay("2017-01-01"),
        layer: "claimed",
        camera: { lat: 35.335, lon: 40.14, zoom: 6.25 },
        only: ["islamic-state", "sy.government"],
        areas: true,
      },
      { ...START, view: "reports", report: "a/b?c#d%", claim: "c7f0" },
      { ...START, view: "reports", report: "stories/2017.html" },
      { ...START, view: "audit", filters: { of: "file:0a1b", finding: "matched", q: "Raqqa" } },
      { ...START, view: "events", filters: { type: "control.gain", from: "2017-01-01" } },
      { ...START, view: "reports", filters: { q: "«x» & y=z", publisher: "A & B" } },
    ];
    for (const page of pages) expect(read(...split(write(page)))).toEqual(page);
  });

  it("is short where nothing is asked, and readable", () => {
    expect(write(START)).toBe("/");
    expect(write({ ...START, place: "geonames:170794", on: parseDay("2017-11-04") })).toBe("/?place=geonames:170794&on=2017-11-04");
  });

  it("leaves out what narrows other views", () => {
    expect(write({ ...START, view: "events", filters: { q: "x", type: "strike", of: "ged" } })).toBe("/events?type=strike");
    expect(write({ ...START, view: "reports", report: "a", filters: { q: "x" } })).toBe("/reports/a");
  });

  it("opens a town by its own path", () => {
    expect(read("/places/geonames:170794", "")).toEqual({ ...START, place: "geonames:170794" });
  });

  it("reads nonsense as defaults", () => {
    expect(read("/nowhere/%E0%A4%A", "on=yesterday&at=1,2&layer=x&as_of=2017-99-99&at=500,0,3&only=,,")).toEqual(START);
    expect(read("/", "at=91,0,3").camera).toBeNull();
  });
});
