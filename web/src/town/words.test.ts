import { describe, expect, it } from "vitest";
import type * as api from "../api/types";
import { marked, plain, sourceLine, statusSentence, typeWord, own, straight } from "./words";

const red = { id: "red", name: "Reds" };
const blue = { id: "blue", name: "Blues" };
const place: api.Place = { id: "x:1", name: "Here", country: "XA", admin1: null, lat: 1, lon: 1, kind: "town", precision: "exact" };
const answer = (change: Partial<api.Answer>): api.Answer => ({
  place, on: "2017-11-04", as_of: null, status: "held", holder: red, others: [], basis: "reported", confidence: 0.8,
  since: { first: "2017-11-03", last: "2017-11-03" }, last_evidence: null, age: null, because: [], id: "x:1@2017-11-04", ...change,
});
const say = (change: Partial<api.Answer>) => plain(statusSentence(answer(change)));

describe("a status in one sentence", () => {
  it("names holder, extent and date", () => {
    expect(say({})).toBe("Held by Reds, the whole town, since 3 Nov 2017");
    expect(say({ since: { first: null, last: "2017-11-03" } })).toBe("Held by Reds, the whole town, at the latest since 3 Nov 2017");
    expect(say({ since: { first: "2017-11-01", last: "2017-11-30" } })).toBe("Held by Reds, the whole town, since some day of Nov 2017");
    expect(say({ since: null, place: { ...place, kind: "bridge" } })).toBe("Held by Reds");
  });

  it("never names a holder who is none", () => {
    const none = { holder: null, since: null };
    expect(say({ ...none, status: "contested", others: [red, blue] })).toBe("Contested between Reds and Blues");
    expect(say({ ...none, status: "contested", others: [red] })).toBe("Contested, with Reds inside");
    expect(say({ ...none, status: "divided", others: [red, blue] })).toBe("Divided between Reds and Blues");
    expect(say({ status: "besieged", others: [blue], since: null })).toBe("Held by Reds, besieged by Blues");
    expect(say({ ...none, status: "presence", others: [blue] })).toBe("Presence of Blues; nobody is said to hold it");
    expect(say({ ...none, status: "unknown", others: [red] })).toBe("Unknown; before that Reds");
  });
});

const quote = (text: string, start = 100) => ({ text, start, end: start + Array.from(text).length });
const where = (text: string, start: number) => ({ ...place, text, start, end: start + text.length });

describe("the words that decided", () => {
  it("run from the trigger to the place", () => {
    const text = "The army has retaken the whole of Here, a spokesman said.";
    const cut = marked({ quote: quote(text), why: ["rule control/gain.toml:41 “X takes the town”", "“retaken” is the trigger", "date: the announcement's day stands in"], where: [where("Here", 134)] });
    expect(cut).toEqual(["The army has ", "retaken the whole of Here", ", a spokesman said."]);
    expect(cut.join("")).toBe(text);
  });

  it("count code points, not UTF-16 units", () => {
    const text = "🛰🛰 took Here.";
    expect(marked({ quote: quote(text), why: ["“took” is the trigger"], where: [where("Here", 108)] })[1]).toBe("took Here");
  });

  it("are the place alone where no rule names a trigger, and nothing where the place is said elsewhere", () => {
    expect(marked({ quote: quote("They took Here."), why: [], where: [where("Here", 110)] })[1]).toBe("Here");
    expect(marked({ quote: quote("They took it."), why: [], where: [where("Here", 10)] })).toEqual(["They took it.", "", ""]);
  });
});

it("says who says so and what they have at stake", () => {
  const claim = { according_to: [{ name: "the army", actor: null, kind: "belligerent", cue: "said" }], interest: "self_serving" } as unknown as api.Claim;
  expect(sourceLine(claim)).toEqual(["the army", "party to the fight", "about its own success"]);
  expect(sourceLine({ ...claim, according_to: [], interest: "neutral" })).toEqual(["own voice"]);
});

it("has a word for every type, known or not", () => {
  expect(["control.gain", "civilians.sexual-violence", "x"].map(typeWord)).toEqual(["takes", "sexual violence", "x"]);
});

describe("names and marks of other directions", () => {
  it("keep their order and leave the line alone", () => {
    expect(own("Wire")).toBe("Wire");
    expect(own("وكالة")).toBe("\u2068وكالة\u2069");
  });

  it("are shown and not obeyed where they turn letters round", () => {
    expect(straight("\u202eThe army\u202c \u200ehas")).toBe("⇄The army\u202c \u200ehas");
  });
});
