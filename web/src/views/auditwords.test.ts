import { describe, expect, it } from "vitest";
import type * as api from "../api/types";
import { dead, guess, header, scheme, sides, theirs, toml } from "./auditwords";

const row = (says: api.AuditRow["says"], side_a: string | null = null, side_b: string | null = null) => ({ says, side_a, side_b }) as api.AuditRow;

describe("the audit's words", () => {
  it("say what a row says", () => {
    expect(theirs(row({ says: "event", type: "battle.clash" }, "A", "B"))).toBe("A – B: clash");
    expect(theirs(row({ says: "event", type: "strike.air" }))).toBe("air");
    expect(theirs(row({ says: "control", holder: "A" }))).toBe("held by A");
    expect(theirs(row({ says: "control", holder: null }))).toBe("contested");
    expect(sides([], ["B"])).toBe("B");
  });

  it("count the dead as they were counted", () => {
    expect(dead({ low: 12, best: 12, high: 12 })).toBe("12");
    expect(dead({ low: 10, best: 12, high: 14 })).toBe("12 (10–14)");
    expect(dead({ low: 30, best: null, high: null })).toBe("30 or more");
    expect(dead({ low: 24, best: null, high: 40 })).toBe("24–40");
    expect(dead({ low: null, best: null, high: null })).toBe("");
  });
});

describe("a table's columns", () => {
  it("are read from its first line, whatever divides them", () => {
    expect(header('\ufefftown;day;"held by"\nRaqqa;2017;x')).toEqual(["town", "day", "held by"]);
    expect(header("a,b\r\n1,2")).toEqual(["a", "b"]);
  });

  it("are guessed by name, each once", () => {
    expect(guess(["town", "day", "held_by", "lat", "lon"])).toEqual({ place: "town", date: "day", holder: "held_by", lat: "lat", lon: "lon" });
    expect(guess(["x"])).toEqual({});
  });

  it("become the program's map", () => {
    const text = toml("towns", { place: "to\"wn", date: "day", holder: "held" }, { type: "battle.clash", country: "sy" });
    expect(text).toBe('name = "towns"\ncountry = "SY"\n[columns]\nplace = "to\\"wn"\ndate = "day"\nholder = "held"');
    expect(toml("x", { place: "p", date: "d" }, { type: "battle.clash", country: "" })).toContain('type = "battle.clash"');
  });

  it("tell whose they are", () => {
    expect(scheme(["id", "type_of_violence", "date_start"])).toBe("ged");
    expect(scheme(["event_date", "event_type", "sub_event_type"])).toBe("acled");
    expect(scheme(["geonameid", "ctr_20220301"])).toBe("viina");
    expect(scheme(["town"])).toBe("table");
  });
});
