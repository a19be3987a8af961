/**
 * Dealing: which party gets which mark.
 *
 * Parties are dealt in the ledger's fixed order, each the first mark that no party near it has. Near is seen from the map: two
 * governments of neighbouring countries are never told apart by their country, so they must not share a mark, while parties of far
 * continents may.
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
  for (const id of [...order, ...changes.parties.filter((party) => !order.includes(party))]) {
    const own = cells.get(id) ?? none;
    const taken = new Set<number>();
    const crowd = new Array<number>(COLOURS).fill(0);
    for (const [other, mark] of marks) {
      const shared = together(own, cells.get(other) ?? none);
      if (shared === 0) continue;
      taken.add(mark);
      crowd[mark % COLOURS] = (crowd[mark % COLOURS] ?? 0) + shared;
    }
    // A colour of its own while there are any; then the colour that is seen least beside it, in another shape.
    let mark = crowd.indexOf(Math.min(...crowd));
    while (taken.has(mark)) mark += COLOURS;
    marks.set(id, mark);
  }
  return marks;
}
