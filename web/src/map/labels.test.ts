import { expect, it } from "vitest";
import { Boxes, setLabels, type Label } from "./labels";

const label = (text: string, x: number, y: number, tone: Label["tone"] = "town"): Label => ({ text, x, y, gap: 8, size: 12, weight: 400, tone });
const measure = (l: Label) => l.text.length * 6;

it("sets names in order and lets none cover another", () => {
  const set = setLabels([label("Alpha", 100, 100), label("Beta", 102, 101), label("Gamma", 101, 100)], new Boxes(), 400, 300, measure);
  expect(set.map((s) => [s.label.text, s.align])).toEqual([
    ["Alpha", "left"],
    ["Beta", "right"],
    ["Gamma", "center"],
  ]);
});

it("keeps clear of symbols and leaves out what has no room", () => {
  const boxes = new Boxes();
  boxes.take(0, 0, 400, 300);
  expect(setLabels([label("Alpha", 100, 100)], boxes, 400, 300, measure)).toEqual([]);
  expect(setLabels([label("Here", 100, 100, "picked")], boxes, 400, 300, measure)).toHaveLength(1);
});

it("leaves out what lies outside", () => {
  expect(setLabels([label("Far", 1000, 100)], new Boxes(), 400, 300, measure)).toEqual([]);
});
