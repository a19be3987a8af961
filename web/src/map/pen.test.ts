import { describe, expect, it } from "vitest";
import { escaped, SvgPen } from "./pen";
import { clipRing } from "./ground";
import { drawCluster, drawSymbol, type Look, type Status } from "./symbols";

const theme = { dark: false, land: "#fff", water: "#eee", river: "#ddd", waterText: "#abc", border: "#ccc", ink: "#000", grey: "#777", paper: "#fff" };
const look = (status: Status, more: Partial<Look> = {}): Look => ({ status, holder: 0, others: [1], party: "a", parties: ["b"], claimedOnly: false, stale: false, ...more });

describe("a drawn picture", () => {
  it("carries names as text, whatever they are", () => {
    const pen = new SvgPen(100, 100, "<script>&'\"");
    pen.text('</text><script>alert("x")</script>\u0000', 1, 2, { size: 12, fill: "#000" });
    const svg = pen.toString();
    expect(svg).not.toContain("<script");
    expect(svg).not.toContain("\u0000");
    expect(escaped("a<b>&c\u0007")).toBe("a&#60;b&#62;&#38;c\ufffd");
  });

  it("tells every status from every other", () => {
    const drawn = new Map<string, string>();
    const cases: [string, Look][] = [
      ...(["held", "divided", "contested", "besieged", "presence", "unknown"] as Status[]).map((status): [string, Look] => [status, look(status)]),
      ["claimed only", look("held", { claimedOnly: true })],
      ["old news", look("held", { stale: true })],
    ];
    for (const [name, one] of cases) {
      const pen = new SvgPen(40, 40, "");
      drawSymbol(pen, one, 20, 20, theme);
      drawn.set(pen.toString(), name);
    }
    expect(drawn.size).toBe(cases.length);
  });

  it("draws clusters with their number", () => {
    const pen = new SvgPen(60, 60, "");
    drawCluster(pen, [[0, 3], [null, 2]], 30, 30, theme);
    expect(pen.toString()).toContain(">5</text>");
  });

  it("draws a cluster of one party as a whole ring, one of two as the two parts of it", () => {
    const rims = (parts: [number | null, number][]) => {
      const pen = new SvgPen(60, 60, "");
      drawCluster(pen, parts, 30, 30, theme);
      return [...pen.toString().matchAll(/d="(M[^"]*A[^"]*)"/g)].map((found) => found[1] as string);
    };
    const whole = rims([[0, 4]]);
    expect(whole).toHaveLength(1);
    // Two halves: an arc of SVG that ends where it begins is nothing.
    expect(whole[0]?.match(/A/g)).toHaveLength(2);
    const [most, rest] = rims([[0, 3], [1, 1]]);
    expect(most).toMatch(/A\S+ \S+ 0 1 1/);
    expect(rest).toMatch(/A\S+ \S+ 0 0 1/);
    // The second part ends at the top, where the first began.
    expect(rest?.split(" ").slice(-2).join(" ")).toBe(most?.slice(1).split("A")[0]);
  });
});

describe("a ring cut to a box", () => {
  it("keeps what lies inside and closes along the edge", () => {
    expect(clipRing([1, 1, 2, 1, 2, 2], 0, 0, 10, 10)).toHaveLength(6);
    const cut = clipRing([-10, -10, 30, -10, 30, 30, -10, 30], 0, 0, 10, 10);
    expect([Math.min(...cut), Math.max(...cut)]).toEqual([0, 10]);
    expect(clipRing([20, 20, 30, 20, 30, 30], 0, 0, 10, 10)).toHaveLength(0);
  });
});
