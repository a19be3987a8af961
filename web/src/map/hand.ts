/**
 * The hand over the map: hovering, picking a town, opening a cluster; and the keys that move the map while it has the focus.
 */
import type { Map as MapLibre } from "maplibre-gl";
import { scene } from "../state/ledger";
import { go, page } from "../state/store";
import { hand, hovered, live } from "./view";

/** Listens; returns how to stop. */
export function handle(map: MapLibre, container: HTMLElement): () => void {
  const at = (event: PointerEvent | MouseEvent) => {
    const box = container.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const spotAt = (x: number, y: number, reach: number) => {
    let [best, least] = [null as number | null, reach];
    for (const spot of live.layout?.spots ?? []) {
      const distance = Math.hypot(spot.x - x, spot.y - y);
      if (distance < least) [best, least] = [spot.town, distance];
    }
    return best;
  };
  const bunchAt = (x: number, y: number) => live.layout?.bunches.find((b) => Math.hypot(b.x - x, b.y - y) <= b.r + 3);
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
  // Maplibre's click, which a drag does not end in.
  const click = ({ point: { x, y } }: { point: { x: number; y: number } }) => {
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
  map.on("click", click);
  container.parentElement?.addEventListener("keydown", wheel);
  return () => {
    container.removeEventListener("pointermove", move);
    container.removeEventListener("pointerleave", gone);
    container.parentElement?.removeEventListener("keydown", wheel);
  };
}

