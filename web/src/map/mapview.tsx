/**
 * The map: maplibre draws the ground, the page draws everything that somebody reported on a canvas above it.
 *
 * Days run without maplibre: the layout is made anew from the scene's arrays and drawn in the same frame.
 */
import { effect, signal, untracked } from "@preact/signals";
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useRef } from "preact/hooks";
import { ask } from "../api/client";
import type * as api from "../api/types";
import { clusters, scene } from "../state/ledger";
import { go, on, page, slide } from "../state/store";
import { theme } from "../ui/theme";
import { drawNames, drawSpots, layOut, measureWith, nameLayout, type Layout, type Name, type Sight, type Wish } from "./drawing";
import { groundStyle, loadClose, loadGround, repaint, type Ground } from "./ground";
import { CanvasPen } from "./pen";
import { project, type Scene } from "./scene";

/** The town under the hand or the keyboard, by its number in the scene. */
export const hovered = signal<number | null>(null);
/** Where the hand is, for the note beside it. */
export const hand = signal<{ x: number; y: number } | null>(null);
/** What lies where, for the legend and for tests. */
export const layout = signal<Layout | null>(null);
export const ground = signal<Ground | null>(null);
/** Names of towns that nobody reported on, for orientation. */
const around = signal<api.Labels["labels"]>([]);
/** How long the last frame's script took, in milliseconds: shown to whoever asks with `window.datelineFrame`. */
export const frame = { script: 0, worst: 0 };

let live: MapLibre | null = null;

/** Moves the camera; used by search and lists. */
export function flyTo(lat: number, lon: number, zoom: number): void {
  const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
  live?.easeTo({ center: [lon, lat], zoom: Math.max(zoom, live.getZoom()), duration: quiet ? 0 : 500 });
}

/** The view now. */
export function sightOf(map: MapLibre): Sight {
  const { lng, lat } = map.getCenter();
  const [x, y] = project(lng, lat);
  const canvas = map.getCanvas();
  return { x, y, zoom: map.getZoom(), width: canvas.clientWidth, height: canvas.clientHeight };
}

export function currentSight(): Sight | null {
  return live ? sightOf(live) : null;
}

export function wishNow(all: Scene): Wish {
  const now = page.value;
  return {
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

/** Where the map opens: on the region of which most is told. */
function firstCamera(all: Scene): { center: [number, number]; zoom: number } {
  const cells = new Map<string, { n: number; lat: number; lon: number }>();
  for (const town of all.towns) {
    const key = `${Math.round(town.lat / 8)},${Math.round(town.lon / 8)}`;
    const cell = cells.get(key) ?? { n: 0, lat: 0, lon: 0 };
    cell.n += town.weight;
    cell.lat += town.lat * town.weight;
    cell.lon += town.lon * town.weight;
    cells.set(key, cell);
  }
  const best = [...cells.values()].sort((a, b) => b.n - a.n)[0];
  return best ? { center: [best.lon / best.n, best.lat / best.n], zoom: 5.6 } : { center: [20, 25], zoom: 1.6 };
}

export function MapView() {
  const box = useRef<HTMLDivElement>(null);
  const symbols = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const [container, canvas] = [box.current, symbols.current];
    const ctx = canvas?.getContext("2d");
    if (!container || !canvas || !ctx) return;
    // The library is most of the page's bytes: the rest is there before it.
    let [gone, end] = [false, () => {}];
    void import("maplibre-gl").then((library) => {
      if (!gone) end = begin(library, container, canvas, ctx);
    });
    return () => {
      gone = true;
      end();
    };
  }, []);

  return (
    <div class="map" role="application" aria-label="Map of who held each town" tabIndex={0}>
      <div class="ground" ref={box} />
      <canvas class="symbols" ref={symbols} aria-hidden="true" />
    </div>
  );
}

/** Sets the map up; returns how to take it down. */
function begin(library: typeof import("maplibre-gl"), container: HTMLElement, canvas: HTMLCanvasElement, ctx: CanvasRenderingContext2D): () => void {
  library.setWorkerUrl(workerUrl);
  const start = page.value.camera;
  const map = new library.Map({
    container,
    style: groundStyle(null, theme.value),
    center: start ? [start.lon, start.lat] : [30, 30],
    zoom: start?.zoom ?? 2,
    minZoom: 1,
    maxZoom: 12,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    fadeDuration: 0,
    keyboard: false,
  });
  map.touchZoomRotate.disableRotation();
  live = map;
  const pen = new CanvasPen(ctx);
  const measure = measureWith(ctx);
  let asked = false;
  let framed = start !== null;
  let looks: { now: Int32Array; before: Int32Array | null } | null = null;

  const draw = () => {
    asked = false;
    const began = performance.now();
    const sight = sightOf(map);
    const ratio = devicePixelRatio;
    if (canvas.width !== Math.round(sight.width * ratio) || canvas.height !== Math.round(sight.height * ratio)) {
      canvas.width = Math.round(sight.width * ratio);
      canvas.height = Math.round(sight.height * ratio);
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, sight.width, sight.height);
    const [all, groups, land] = [scene.peek(), clusters.peek(), ground.peek()];
    const paint = theme.peek();
    const countries = land ? countryNames(land, sight) : [];
    if (!all || !groups) return;
    const wish = untracked(() => wishNow(all));
    looks ??= untracked(() => looksNow(all));
    wish.before = looks.before;
    const laid = layOut(all, looks.now, groups, sight, wish);
    const near = sight.zoom < 4 ? [] : nearby(all, laid, around.peek(), sight);
    const names = nameLayout(all, laid, wish, near, countries, measure);
    for (const set of names) {
      if (set.label.tone === "plain") pen.circle(set.label.x, set.label.y, 1.5, { fill: paint.grey, opacity: 0.8 });
    }
    drawNames(pen, names.filter((set) => set.label.tone === "country" || set.label.tone === "plain"), paint);
    drawSpots(pen, laid, wish, paint);
    drawNames(pen, names.filter((set) => set.label.tone !== "country" && set.label.tone !== "plain"), paint);
    layout.value = laid;
    frame.script = performance.now() - began;
    frame.worst = Math.max(frame.worst, frame.script);
  };
  const soon = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(draw);
  };
  // In the frame in which maplibre moves the ground, the symbols move with it.
  map.on("render", draw);

  const ended = () => {
    const { lng, lat } = map.getCenter();
    if (framed) slide({ camera: { lat, lon: lng, zoom: map.getZoom() } });
    if (map.getZoom() >= 4) void fetchAround(map);
    else around.value = [];
    if (map.getZoom() >= 5 && ground.value && !closer) {
      closer = true;
      void loadClose(ground.value).then((finer) => (ground.value = finer));
    }
  };
  let closer = false;
  map.on("moveend", ended);

  const stop = [
    effect(() => {
      void [on.value, page.value.layer, page.value.since, scene.value];
      looks = null;
      soon();
    }),
    effect(() => {
      void [page.value.place, page.value.only, page.value.areas, hovered.value, clusters.value, around.value];
      soon();
    }),
    effect(() => {
      const land = ground.value;
      if (!land) return;
      const put = () => {
        for (const id of ["land", "borders", "lakes", "rivers"] as const) {
          (map.getSource(id) as GeoJSONSource | undefined)?.setData(land[id]);
        }
      };
      if (map.isStyleLoaded()) put();
      else void map.once("load", put);
    }),
    effect(() => {
      const paint = theme.value;
      if (map.getLayer("sea")) repaint(map, paint);
      soon();
    }),
    effect(() => {
      const all = scene.value;
      if (!all || framed) return;
      framed = true;
      map.jumpTo(firstCamera(all));
    }),
    // Back and forward move the camera too.
    effect(() => {
      const camera = page.value.camera;
      if (!camera || map.isMoving()) return;
      const { lng, lat } = map.getCenter();
      const same = Math.abs(lng - camera.lon) < 0.002 && Math.abs(lat - camera.lat) < 0.002 && Math.abs(map.getZoom() - camera.zoom) < 0.01;
      if (!same) map.jumpTo({ center: [camera.lon, camera.lat], zoom: camera.zoom });
    }),
  ];

  if (!ground.value) void loadGround().then((land) => (ground.value = land));
  void document.fonts.ready.then(soon);
  const watch = new ResizeObserver(() => map.resize());
  watch.observe(container);
  const leave = handle(map, container);
  return () => {
    stop.forEach((end) => end());
    watch.disconnect();
    leave();
    live = null;
    map.remove();
  };
}

/** Names of the gazetteer that are not told of already. */
function nearby(all: Scene, laid: Layout, names: api.Labels["labels"], sight: Sight): Name[] {
  const told = new Set(laid.spots.map((spot) => all.towns[spot.town]?.name));
  const scale = 512 * 2 ** sight.zoom;
  return names
    .filter((name) => !told.has(name.name))
    .map((name) => {
      const [wx, wy] = project(name.lon, name.lat);
      return { text: name.name, x: (wx - sight.x) * scale + sight.width / 2, y: (wy - sight.y) * scale + sight.height / 2, rank: name.rank };
    })
    .filter((name) => !laid.spots.some((spot) => Math.abs(spot.x - name.x) < 12 && Math.abs(spot.y - name.y) < 12));
}

async function fetchAround(map: MapLibre): Promise<void> {
  const bounds = map.getBounds();
  const edge = (value: number) => value.toFixed(1);
  const bbox = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map(edge).join(",");
  const told = await ask<api.Labels>("labels", { bbox, limit: 60 }).catch(() => null);
  if (told) around.value = told.labels;
}

/** The hand: hover, click, and the keys that move the map. */
function handle(map: MapLibre, container: HTMLElement): () => void {
  const at = (event: PointerEvent | MouseEvent) => {
    const box = container.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const spotAt = (x: number, y: number, reach: number) => {
    let [best, least] = [null as number | null, reach];
    for (const spot of layout.value?.spots ?? []) {
      const distance = Math.hypot(spot.x - x, spot.y - y);
      if (distance < least) [best, least] = [spot.town, distance];
    }
    return best;
  };
  const bunchAt = (x: number, y: number) => layout.value?.bunches.find((b) => Math.hypot(b.x - x, b.y - y) <= b.r + 3);
  const move = (event: PointerEvent) => {
    const { x, y } = at(event);
    const town = event.pointerType === "touch" ? null : spotAt(x, y, 14);
    hovered.value = town;
    hand.value = town === null ? null : { x, y };
    map.getCanvas().style.cursor = town !== null || bunchAt(x, y) ? "pointer" : "";
  };
  const gone = () => {
    hovered.value = null;
    hand.value = null;
  };
  const click = (event: MouseEvent) => {
    const { x, y } = at(event);
    const town = spotAt(x, y, 18);
    const bunch = town === null ? bunchAt(x, y) : undefined;
    if (bunch) {
      map.easeTo({ center: map.unproject([bunch.x, bunch.y]), zoom: Math.min(map.getZoom() + 2, 9), duration: 350 });
      return;
    }
    const key = town === null ? null : (scene.value?.towns[town]?.key ?? null);
    if (key !== page.value.place) go({ place: key, claim: null });
  };
  const wheel = (event: KeyboardEvent) => {
    if (event.target !== container.parentElement) return;
    const step = 120;
    const act: Record<string, () => void> = {
      "+": () => map.zoomIn(),
      "=": () => map.zoomIn(),
      "-": () => map.zoomOut(),
      w: () => map.panBy([0, -step]),
      s: () => map.panBy([0, step]),
      a: () => map.panBy([-step, 0]),
      d: () => map.panBy([step, 0]),
    };
    act[event.key]?.();
  };
  container.addEventListener("pointermove", move);
  container.addEventListener("pointerleave", gone);
  container.addEventListener("click", click);
  container.parentElement?.addEventListener("keydown", wheel);
  return () => {
    container.removeEventListener("pointermove", move);
    container.removeEventListener("pointerleave", gone);
    container.removeEventListener("click", click);
    container.parentElement?.removeEventListener("keydown", wheel);
  };
}

