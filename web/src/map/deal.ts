/**
 * Dealing: which party gets which mark.
 *
 * Parties are dealt in the ledger's fixed order. No two of the first hundred get the same colour and shape, and parties that are seen
 * together get different colours as long as there are any: nobody looking at two neighbouring countries should have to ask which blue
 * is meant. The order is by how much is told of a party, never by what it is.
 */
import type { MapChanges } from "../api/types";
import { COLOURS } from "./marks";

/** What is seen together with its neighbours, in degrees. */
const CELL = 5;

/** Party id → number of its mark. */
export function deal(order: readonly string[], changes: MapChanges): Map<string, number> {
  const cells = new Map<string, Set<number>>();
  const [holder, others] = [changes.columns.indexOf("holder"), changes.columns.indexOf("others")];
  const claimed = changes.columns.indexOf("claimed_holder");
  for (const place of changes.places) {
    if (place.lat === null || place.lon === null) continue;
    const cell = Math.floor((place.lat + 90) / CELL) * 100 + Math.floor((place.lon + 180) / CELL);
    for (const span of place.spans) {
      for (const index of [span[holder], span[claimed], ...((span[others] as unknown[] | undefined) ?? [])]) {
        const id = typeof index === "number" ? changes.parties[index] : undefined;
        if (id === undefined) continue;
        const seen = cells.get(id);
        if (seen) seen.add(cell);
        else cells.set(id, new Set([cell]));
      }
    }
  }
  /** How much of two parties is seen together: 0 for far ones, more where they stand in the same places. */
  const together = (a: ReadonlySet<number>, b: ReadonlySet<number>): number => {
    let sum = 0;
    for (const one of a) {
      if (b.has(one)) sum += 10;
      for (const down of [-100, 0, 100]) for (const right of [-1, 0, 1]) if (b.has(one + down + right)) sum++;
    }
    return sum;
  };
  const marks = new Map<string, number>();
  const none: ReadonlySet<number> = new Set();
  const used = new Set<number>();
  const often = new Array<number>(COLOURS).fill(0);
  for (const id of [...order, ...changes.parties.filter((party) => !order.includes(party))]) {
    const own = cells.get(id) ?? none;
    const near = new Set<number>();
    const crowd = new Array<number>(COLOURS).fill(0);
    for (const [other, mark] of marks) {
      const shared = together(own, cells.get(other) ?? none);
      if (shared === 0) continue;
      near.add(mark);
      crowd[mark % COLOURS] = (crowd[mark % COLOURS] ?? 0) + shared;
    }
    // The colour that is seen least beside it, then the one that is dealt least; in a shape that nobody has with that colour, as long
    // as there are any.
    const cost = crowd.map((shared, k) => shared * 10_000 + (often[k] ?? 0) * 100 + k);
    const colour = cost.indexOf(Math.min(...cost));
    const shapes = Array.from({ length: COLOURS }, (_, round) => colour + COLOURS * round);
    let mark = shapes.find((one) => !used.has(one)) ?? shapes.find((one) => !near.has(one)) ?? colour;
    while (near.has(mark)) mark += COLOURS;
    used.add(mark);
    often[colour] = (often[colour] ?? 0) + 1;
    marks.set(id, mark);
  }
  return marks;
}
