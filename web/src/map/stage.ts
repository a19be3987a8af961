/**
 * The stage: maplibre draws the ground, the page draws everything that somebody reported on a canvas above it.
 *
 * Days run without maplibre: the layout is made anew from the scene's arrays and drawn in the same frame. Until maplibre stands the
 * page draws the ground itself, so that the map is there at once; where a browser has no WebGL that picture stays.
 */
import { effect, untracked } from "@preact/signals";
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { workerUrl } from "virtual:maplibre-worker";
import { ask } from "../api/client";
import type * as api from "../api/types";
import { clusters, scene } from "../state/ledger";
import { areas, camera, layer, on, only, page, place, since, slide } from "../state/store";
import { theme } from "../ui/theme";
import { drawNames, drawSpots, layOut, measureWith, nameLayout, type Layout, type Name, type Sight } from "./drawing";
import { drawGround, groundStyle, loadClose, loadGround, repaint, SOURCES, sourceOf } from "./ground";
import { handle } from "./hand";
import { CanvasPen } from "./pen";
import { project, type Scene } from "./scene";
import { around, countryNames, firstCamera, ground, hovered, layout, live, looksNow, sightNow, still, wishNow } from "./view";

/** How long the script of each frame took, in milliseconds: `datelineFrames` in the console, and `npm run speed` in tests/browser. */
export const frames = { last: 0, worst: 0, count: 0, sum: 0 };
Object.assign(globalThis, { datelineFrames: frames });

export interface Sheets {
  box: HTMLElement;
  first: HTMLCanvasElement;
  symbols: HTMLCanvasElement;
}

function sized(canvas: HTMLCanvasElement, sight: Sight): CanvasRenderingContext2D | null {
  const [width, height] = [Math.round(sight.width * devicePixelRatio), Math.round(sight.height * devicePixelRatio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const ctx = canvas.getContext("2d");
  ctx?.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  return ctx;
}

/** Sets the stage up; returns how to take it down. */
export function begin({ box, first, symbols }: Sheets): () => void {
  const measure = () => (live.size = { width: box.clientWidth, height: box.clientHeight });
  measure();
  live.camera = page.peek().camera;
  let asked = false;
  let standing = false;
  let gone = false;
  let [drawnLand, drawnAt]: [unknown, string] = [null, ""];
  let looks: { now: Int32Array; before: Int32Array | null } | null = null;

  const draw = () => {
    asked = false;
    const began = performance.now();
    const sight = sightNow();
    const [all, groups, land, paint] = [scene.peek(), clusters.peek(), ground.peek(), theme.peek()];
    if (gone || !sight || sight.width === 0) return;
    if (!standing && land) {
      // Days run above it; it is drawn again only where it looks otherwise.
      const at = JSON.stringify([sight, paint]);
      if (land !== drawnLand || at !== drawnAt) {
        const under = sized(first, sight);
        if (under) drawGround(new CanvasPen(under), land, sight, paint);
        [drawnLand, drawnAt] = [land, at];
        fetchLibrary();
      }
    }
    const ctx = sized(symbols, sight);
    if (!ctx) return;
    ctx.clearRect(0, 0, sight.width, sight.height);
    if (!all || !groups) return;
    const pen = new CanvasPen(ctx);
    const wish = untracked(() => wishNow(all));
    looks ??= untracked(() => looksNow(all));
    wish.before = looks.before;
    const laid = layOut(all, looks.now, groups, sight, wish);
    const near = sight.zoom < 4 ? [] : nearby(all, laid, around.peek(), sight);
    const names = nameLayout(all, laid, wish, near, land ? countryNames(land, sight) : [], measureWith(ctx));
    const plain = names.filter((set) => set.label.tone !== "town" && set.label.tone !== "picked");
    for (const { label } of plain) if (label.tone === "plain") pen.circle(label.x, label.y, 1.5, { fill: paint.grey, opacity: 0.8 });
    drawNames(pen, plain, paint);
    drawSpots(pen, laid, wish, paint);
    drawNames(pen, names.filter((set) => set.label.tone === "town" || set.label.tone === "picked"), paint);
    live.layout = laid;
    tell(laid);
    frames.last = performance.now() - began;
    frames.worst = Math.max(frames.worst, frames.last);
    frames.sum += frames.last;
    frames.count++;
  };
  const soon = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(draw);
  };
  // Legend and list follow ten times a second, which is as fast as anybody reads figures.
  let [told, telling] = [0, 0];
  const tell = (laid: Layout) => {
    clearTimeout(telling);
    const wait = told + 100 - performance.now();
    const now = () => {
      told = performance.now();
      layout.value = laid;
    };
    if (wait <= 0) now();
    else telling = window.setTimeout(now, wait);
  };

  const stop: (() => void)[] = [
    effect(() => {
      void [on.value, layer.value, since.value, scene.value];
      looks = null;
      soon();
    }),
    effect(() => {
      void [place.value, only.value, areas.value, hovered.value, clusters.value, around.value, ground.value, theme.value];
      soon();
    }),
    effect(() => {
      const all = scene.value;
      if (!all || live.camera) return;
      live.camera = untracked(() => firstCamera(all));
      live.map?.jumpTo({ center: [live.camera.lon, live.camera.lat], zoom: live.camera.zoom });
      soon();
    }),
  ];
  if (!ground.value) {
    loadGround().then(
      (land) => (ground.value = land),
      () => {},
    );
  }
  void document.fonts.ready.then(soon);
  const watch = new ResizeObserver(() => {
    measure();
    live.map?.resize();
    soon();
  });
  watch.observe(box);

  // The library is most of the page's bytes and a second of a slow machine's time: first the picture, then the hand.
  let fetching = false;
  function fetchLibrary(): void {
    if (fetching) return;
    fetching = true;
    // Two frames on: what was drawn is then to be seen.
    requestAnimationFrame(() => setTimeout(() => {
      if (gone) return;
      import("maplibre-gl").then((library) => {
        if (gone) return;
        stop.push(...attach(library, box, draw, () => {
          standing = true;
          first.width = first.height = 0;
        }));
      }).catch(() => (still.value = true));
    }, 0));
  }
  // A ledger that tells of no town, and a ground that does not come, need the hand all the same.
  const later = setTimeout(fetchLibrary, 2500);

  return () => {
    gone = true;
    clearTimeout(later);
    stop.forEach((end) => end());
    watch.disconnect();
    live.map?.remove();
    live.map = live.size = null;
  };
}

/** Puts maplibre on the stage. */
function attach(library: typeof import("maplibre-gl"), box: HTMLElement, draw: () => void, stands: () => void): (() => void)[] {
  library.setWorkerUrl(workerUrl);
  const start = live.camera ?? { lat: 25, lon: 20, zoom: 1.6 };
  const map = new library.Map({
    container: box,
    style: groundStyle(ground.peek(), theme.peek()),
    center: [start.lon, start.lat],
    zoom: start.zoom,
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
  live.map = map;
  // In the frame in which maplibre moves the ground, the symbols move with it.
  map.on("render", draw);
  let drawn = ground.peek();

  const remember = () => {
    const { lng, lat } = map.getCenter();
    live.camera = { lat, lon: lng, zoom: map.getZoom() };
    slide({ camera: live.camera });
    if (map.getZoom() >= 4) void fetchAround(map);
    else around.value = [];
  };
  // Who looks closely gets finer coasts, once the first ones are drawn.
  let closer = false;
  const idle = () => {
    const land = ground.peek();
    if (land && land === drawn) stands();
    if (closer || !land || map.getZoom() < 5) return;
    closer = true;
    loadClose(land).then(
      (fine) => (ground.value = fine),
      () => (closer = false),
    );
  };
  map.on("moveend", remember);
  map.on("idle", idle);
  if (live.camera) remember();

  return [
    effect(() => {
      const land = ground.value;
      if (!land || land === drawn) return;
      const put = () => {
        for (const id of SOURCES) {
          (map.getSource(id) as GeoJSONSource | undefined)?.setData(sourceOf(land, id));
        }
        drawn = land;
      };
      if (map.getSource("land")) put();
      else void map.once("style.load", put);
    }),
    effect(() => {
      const paint = theme.value;
      if (map.getLayer("sea")) repaint(map, paint);
    }),
    // Back and forward move the camera too.
    effect(() => {
      const wanted = camera.value;
      if (!wanted || map.isMoving()) return;
      const { lng, lat } = map.getCenter();
      const same = Math.abs(lng - wanted.lon) < 0.002 && Math.abs(lat - wanted.lat) < 0.002 && Math.abs(map.getZoom() - wanted.zoom) < 0.01;
      if (!same) map.jumpTo({ center: [wanted.lon, wanted.lat], zoom: wanted.zoom });
    }),
    handle(map, box),
  ];
}

const WATERS = /river|lake|sea|reservoir/;
const PLACES = /town|city|village|capital|river|lake|sea|reservoir/;

/** Names of the gazetteer that are not told of already. */
function nearby(all: Scene, laid: Layout, names: api.Labels["labels"], sight: Sight): Name[] {
  const told = new Set(laid.spots.map((spot) => all.towns[spot.town]?.name));
  const scale = 512 * 2 ** sight.zoom;
  return names
    .filter((name) => !told.has(name.name) && PLACES.test(name.kind))
    .map((name) => {
      const [wx, wy] = project(name.lon, name.lat);
      return { text: name.name, x: (wx - sight.x) * scale + sight.width / 2, y: (wy - sight.y) * scale + sight.height / 2, rank: name.rank, water: WATERS.test(name.kind) };
    })
    .filter((name) => name.water || !laid.spots.some((spot) => Math.abs(spot.x - name.x) < 12 && Math.abs(spot.y - name.y) < 12));
}

async function fetchAround(map: MapLibre): Promise<void> {
  const bounds = map.getBounds();
  const edge = (value: number) => value.toFixed(1);
  const bbox = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map(edge).join(",");
  const told = await ask<api.Labels>("labels", { bbox, limit: 60 }).catch(() => null);
  if (told) around.value = told.labels;
}
