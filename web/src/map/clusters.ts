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

export class Clusters {
  private readonly levels = new Map<number, Int32Array>();
  private readonly order: Int32Array;

  constructor(private readonly scene: Scene) {
    this.order = Int32Array.from(scene.towns.keys());
    this.order.sort((a, b) => (scene.towns[b]?.weight ?? 0) - (scene.towns[a]?.weight ?? 0) || a - b);
  }

  /** For every town the town that leads its cluster at this zoom; null where the zoom draws them apart. */
  leaders(zoom: number): Int32Array | null {
    if (zoom >= APART) return null;
    const level = Math.max(0, Math.floor(zoom * 2));
    let leaders = this.levels.get(level);
    if (!leaders) {
      leaders = this.gather(level / 2);
      this.levels.set(level, leaders);
    }
    return leaders;
  }

  private gather(zoom: number): Int32Array {
    const { x, y } = this.scene;
    const reach = RADIUS / (512 * 2 ** zoom);
    const leaders = new Int32Array(x.length).fill(-1);
    const cells = new Map<number, number[]>();
    const width = Math.ceil(1 / reach) + 2;
    const cell = (i: number) => Math.floor((x[i] as number) / reach) + width * Math.floor((y[i] as number) / reach);
    for (const i of this.order) {
      const home = cell(i);
      let leader = i;
      for (const near of [0, -1, 1, -width, width, -width - 1, -width + 1, width - 1, width + 1]) {
        for (const j of cells.get(home + near) ?? []) {
          if (((x[i] as number) - (x[j] as number)) ** 2 + ((y[i] as number) - (y[j] as number)) ** 2 < reach * reach) leader = j;
        }
        if (leader !== i) break;
      }
      leaders[i] = leader;
      if (leader === i) cells.set(home, [...(cells.get(home) ?? []), i]);
    }
    return leaders;
  }
}
