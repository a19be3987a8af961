import { describe, expect, it } from "vitest";
import { Points, segment, type Mark } from "./segments";

const texts = (marks: Mark[], text: string, from?: number, to?: number) =>
  segment(new Points(text), marks, from, to).map((paragraph) => paragraph.segments.map((s) => s.text));

describe("segments", () => {
  it("cut at marks and at paragraphs, and lose nothing", () => {
    const text = "One took Two.\n\nThree fell.";
    const cut = texts([{ start: 0, end: 13, claim: "a", role: null }, { start: 9, end: 12, claim: "a", role: "where" }], text);
    expect(cut.flat().join("")).toBe(text);
    expect(cut).toEqual([["One took ", "Two", ".", "\n"], ["\n"], ["Three fell."]]);
  });

  it("know which claims and roles cover them", () => {
    const [first] = segment(new Points("One took Two."), [
      { start: 0, end: 13, claim: "a", role: null },
      { start: 0, end: 13, claim: "b", role: null },
      { start: 0, end: 3, claim: "b", role: "by" },
    ]);
    expect(first?.segments[0]).toMatchObject({ quotes: ["a", "b"], roles: [{ claim: "b", role: "by", first: true }] });
    expect(first?.segments[1]).toMatchObject({ quotes: ["a", "b"], roles: [] });
  });

  it("count code points", () => {
    const text = "🛰a🛰b";
    expect(texts([{ start: 1, end: 2, claim: "x", role: null }], text)).toEqual([["🛰", "a", "🛰b"]]);
    expect(new Points("\ud800x").length).toBe(2);
  });

  it("take nonsense calmly", () => {
    const text = "short";
    expect(texts([{ start: -5, end: 99, claim: "x", role: null }, { start: 4, end: 2, claim: "y", role: null }], text).flat().join("")).toBe(text);
    expect(texts([], "")).toEqual([]);
    expect(texts([], "ab\ncd", 1, 4)).toEqual([["b\n"], ["c"]]);
  });
});
