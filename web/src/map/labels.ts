/**
 * Labels: names set so that none covers another.
 *
 * First come, first set, by importance; each name tries the right of its symbol, then the left, then below and above. Drawn by the
 * page itself, so that no glyphs are asked of any server.
 */

export interface Label {
  text: string;
  x: number;
  y: number;
  /** Half the symbol's width, which the name keeps clear of. */
  gap: number;
  size: number;
  weight: number;
  tone: "town" | "plain" | "water" | "country" | "picked";
}

export interface Set_ {
  label: Label;
  x: number;
  y: number;
  align: "left" | "center" | "right";
}

const CELL = 64;

/** Boxes that are taken, found by the cells they lie in. */
export class Boxes {
  private readonly cells = new Map<number, Float32Array[]>();

  private *touched(x0: number, y0: number, x1: number, y1: number): Generator<number> {
    for (let cx = Math.floor(x0 / CELL); cx <= Math.floor(x1 / CELL); cx++) {
      for (let cy = Math.floor(y0 / CELL); cy <= Math.floor(y1 / CELL); cy++) yield cx * 4099 + cy;
    }
  }

  take(x0: number, y0: number, x1: number, y1: number): void {
    const box = Float32Array.of(x0, y0, x1, y1);
    for (const cell of this.touched(x0, y0, x1, y1)) {
      const list = this.cells.get(cell);
      if (list) list.push(box);
      else this.cells.set(cell, [box]);
    }
  }

  free(x0: number, y0: number, x1: number, y1: number): boolean {
    for (const cell of this.touched(x0, y0, x1, y1)) {
      for (const b of this.cells.get(cell) ?? []) {
        if (x0 < (b[2] as number) && x1 > (b[0] as number) && y0 < (b[3] as number) && y1 > (b[1] as number)) return false;
      }
    }
    return true;
  }
}

/** Sets what fits, in the order given; `measure` tells how wide a name is. */
export function setLabels(labels: Label[], boxes: Boxes, width: number, height: number, measure: (label: Label) => number): Set_[] {
  const set: Set_[] = [];
  for (const label of labels) {
    if (label.x < -60 || label.y < -20 || label.x > width + 60 || label.y > height + 20) continue;
    const w = measure(label);
    const h = label.size * 1.1;
    const tries: [Set_["align"], number, number][] =
      label.tone === "country" || label.tone === "water"
        ? [["center", label.x, label.y]]
        : [
            ["left", label.x + label.gap, label.y],
            ["right", label.x - label.gap, label.y],
            ["center", label.x, label.y + label.gap + h / 2],
            ["center", label.x, label.y - label.gap - h / 2],
          ];
    for (const [align, x, y] of tries) {
      const x0 = align === "left" ? x : align === "right" ? x - w : x - w / 2;
      const [y0, y1] = [y - h / 2, y + h / 2];
      if (x0 < 2 && label.tone !== "country") continue;
      const forced = label.tone === "picked" && align === "left" && x0 + w < width;
      if (!forced && !boxes.free(x0 - 2, y0, x0 + w + 2, y1)) continue;
      boxes.take(x0 - 2, y0, x0 + w + 2, y1);
      set.push({ label, x, y, align });
      break;
    }
  }
  return set;
}
