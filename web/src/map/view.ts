/**
 * The view of the map: what it shows and where it looks, as the rest of the page may ask and tell it.
 */
import { signal } from "@preact/signals";
import type { Map as MapLibre } from "maplibre-gl";
import type * as api from "../api/types";
import { on, page } from "../state/store";
import type { Camera } from "../state/page";
import type { Layout, Name, Sight, Wish } from "./drawing";
import type { Ground } from "./ground";
import { project, type Scene } from "./scene";

/** The town under the hand or the keyboard, by its number in the scene. */
export const hovered = signal<number | null>(null);
/** Where the hand is, for the note beside it. */
export const hand = signal<{ x: number; y: number } | null>(null);
/** What lies where, for the legend, the list and the picture. */
export const layout = signal<Layout | null>(null);
/** The browser draws no WebGL, so the map can be read but not moved. */
export const still = signal(false);
export const ground = signal<Ground | null>(null);
/** Names of towns that nobody reported on, for orientation. */
export const around = signal<api.Labels["labels"]>([]);

/** The map while it stands, its camera before that. */
export const live: { map: MapLibre | null; camera: Camera | null; size: { width: number; height: number } | null; layout: Layout | null } = {
  map: null,
  camera: null,
  size: null,
  layout: null,
};

/** Moves the camera; used by search and lists. */
export function flyTo(lat: number, lon: number, zoom: number): void {
  const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
  live.map?.easeTo({ center: [lon, lat], zoom: Math.max(zoom, live.map.getZoom()), duration: quiet ? 0 : 500 });
}

/** Where the map looks now; null before anybody knows. */
export function sightNow(): Sight | null {
  // Asking an element for its size in every frame would have the browser lay the page out in every frame.
  if (!live.size) return null;
  const { width, height } = live.size;
  if (live.map) {
    const { lng, lat } = live.map.getCenter();
    const [x, y] = project(lng, lat);
    return { x, y, zoom: live.map.getZoom(), width, height };
  }
  if (!live.camera) return null;
  const [x, y] = project(live.camera.lon, live.camera.lat);
  return { x, y, zoom: live.camera.zoom, width, height };
}

export function wishNow(all: Scene): Wish {
  const now = page.value;
  return {
    day: on.value,
    picked: now.place === null ? null : (all.index.get(now.place) ?? null),
    hovered: hovered.value,
    only: new Set(now.only),
    areas: now.areas,
    before: null,
  };
}

/** Looks of all towns on the day shown, and on the day that changes are counted from. */
export function looksNow(all: Scene): { now: Int32Array; before: Int32Array | null } {
  const { layer, since } = page.value;
  const now = new Int32Array(all.towns.length);
  all.day(on.value, layer, now);
  if (since === null) return { now, before: null };
  const before = new Int32Array(all.towns.length);
  all.day(since, layer, before);
  return { now, before };
}

/** Countries' names for a view: the large ones from afar, all from near, none from within. */
export function countryNames(land: Ground, sight: Sight): Name[] {
  const scale = 512 * 2 ** sight.zoom;
  const least = sight.zoom < 2.6 ? 0 : sight.zoom < 3.8 ? 1 : sight.zoom < 5 ? 2 : 3;
  if (sight.zoom > 8.5) return [];
  return land.countries
    .filter(([, , , rank]) => rank <= least)
    .map(([text, lon, lat, rank]) => {
      const [wx, wy] = project(lon, lat);
      return { text, x: (wx - sight.x) * scale + sight.width / 2, y: (wy - sight.y) * scale + sight.height / 2, rank };
    });
}

/** Where the map opens: on the town that is asked about, else on the region of which most is told by that day. */
export function firstCamera(all: Scene): Camera {
  const picked = all.towns[all.index.get(page.value.place ?? "") ?? -1];
  if (picked) return { lat: picked.lat, lon: picked.lon, zoom: 6 };
  const day = on.peek();
  const { layer } = page.peek();
  // Where something is told of these weeks; else where most was ever told.
  const fresh = (i: number) => {
    const { look, age } = all.at(i, day, layer);
    return look !== null && age !== null && age <= all.horizon ? (all.towns[i]?.weight ?? 0) : 0;
  };
  return regionOf(all, fresh) ?? regionOf(all, (i) => all.towns[i]?.weight ?? 0) ?? { lat: 25, lon: 20, zoom: 1.6 };
}

/** The region of which most is told, each town weighing as is said; nothing where none weighs anything. */
export function regionOf(all: Scene, weight: (town: number) => number): Camera | null {
  const cells = new Map<string, { n: number; lat: number; lon: number }>();
  all.towns.forEach((town, i) => {
    const n = weight(i);
    if (n <= 0) return;
    const key = `${Math.round(town.lat / 8)},${Math.round(town.lon / 8)}`;
    const cell = cells.get(key) ?? { n: 0, lat: 0, lon: 0 };
    cell.n += n;
    cell.lat += town.lat * n;
    cell.lon += town.lon * n;
    cells.set(key, cell);
  });
  const best = [...cells.values()].sort((a, b) => b.n - a.n)[0];
  return best ? { lat: best.lat / best.n, lon: best.lon / best.n, zoom: 5.6 } : null;
}
