/**
 * Clusters: towns that would lie on top of each other at a zoom.
 *
 * Who belongs together depends on the zoom alone and is worked out once for each half step of it, so that nothing jumps while the map
 * is moved or the days run.
 */
import type { Scene } from "./scene";

export const RADIUS = 19;
/** From here on every town is drawn by itself. */
export const APART = 8.5;

/** Towns by group: the members of group g are `members[starts[g]]` up to `members[starts[g + 1]]`. */
export interface Groups {
  starts: Int32Array;
  members: Int32Array;
}

export class Clusters {
  private readonly levels = new Map<number, Groups>();
  private readonly order: Int32Array;
  private readonly single: Groups;

  constructor(private readonly scene: Scene) {
    const { length } = scene.towns;
    this.order = Int32Array.from(scene.towns.keys());
    this.order.sort((a, b) => (scene.towns[b]?.weight ?? 0) - (scene.towns[a]?.weight ?? 0) || a - b);
    this.single = { starts: Int32Array.from({ length: length + 1 }, (_, i) => i), members: Int32Array.from({ length }, (_, i) => i) };
  }

  /** Who belongs together at this zoom. */
  groups(zoom: number): Groups {
    if (zoom >= APART) return this.single;
    const level = Math.max(0, Math.floor(zoom * 2));
    let groups = this.levels.get(level);
    if (!groups) {
      groups = grouped(this.leaders(level / 2));
      this.levels.set(level, groups);
    }
    return groups;
  }

  /** For every town the town that leads its group. */
  private leaders(zoom: number): Int32Array {
    const { x, y } = this.scene;
    const reach = RADIUS / (512 * 2 ** zoom);
    const leaders = new Int32Array(x.length).fill(-1);
    const cells = new Map<number, number[]>();
    const width = Math.ceil(1 / reach) + 2;
    for (const i of this.order) {
      const home = Math.floor((x[i] as number) / reach) + width * Math.floor((y[i] as number) / reach);
      let leader = i;
      for (const near of [0, -1, 1, -width, width, -width - 1, -width + 1, width - 1, width + 1]) {
        for (const j of cells.get(home + near) ?? []) {
          if (((x[i] as number) - (x[j] as number)) ** 2 + ((y[i] as number) - (y[j] as number)) ** 2 < reach * reach) leader = j;
        }
        if (leader !== i) break;
      }
      leaders[i] = leader;
      if (leader !== i) continue;
      const cell = cells.get(home);
      if (cell) cell.push(i);
      else cells.set(home, [i]);
    }
    return leaders;
  }
}

/** Leaders → members side by side. */
function grouped(leaders: Int32Array): Groups {
  const number = new Map<number, number>();
  for (const leader of leaders) if (!number.has(leader)) number.set(leader, number.size);
  const starts = new Int32Array(number.size + 1);
  for (const leader of leaders) starts[(number.get(leader) as number) + 1]! += 1;
  for (let g = 0; g < number.size; g++) starts[g + 1]! += starts[g] as number;
  const members = new Int32Array(leaders.length);
  const free = starts.slice();
  leaders.forEach((leader, i) => {
    const g = number.get(leader) as number;
    members[free[g]!++] = i;
  });
  return { starts, members };
}
