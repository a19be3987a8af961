/** A small map beside a report: where the claim's place is, and how it stood. */
import { useEffect, useRef } from "preact/hooks";
import type * as api from "../api/types";
import { drawGround, loadGround } from "../map/ground";
import { PLAIN } from "../map/legend";
import { ground } from "../map/view";
import { CanvasPen } from "../map/pen";
import { project } from "../map/scene";
import { drawSymbol } from "../map/symbols";
import { marks } from "../state/ledger";
import { theme } from "../ui/theme";
import { Go } from "../ui/pieces";
import { partyOf } from "../town/evidence";
import { parseDay } from "../time/days";

export function Inset({ claim }: { claim: api.Claim }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const place = claim.where.find((where) => where.lat !== null && where.lon !== null);
  const land = ground.value;
  const paint = theme.value;
  useEffect(() => {
    if (!land) void loadGround().then((loaded) => (ground.value ??= loaded));
  }, [land]);
  useEffect(() => {
    const element = canvas.current;
    const ctx = element?.getContext("2d");
    if (!element || !ctx || !land || !place || place.lat === null || place.lon === null) return;
    const [width, height] = [element.clientWidth, element.clientHeight];
    element.width = width * devicePixelRatio;
    element.height = height * devicePixelRatio;
    ctx.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    const [x, y] = project(place.lon, place.lat);
    const pen = new CanvasPen(ctx);
    drawGround(pen, land, { x, y, zoom: 4.7, width, height }, paint);
    const party = partyOf(claim);
    drawSymbol(pen, { ...PLAIN, holder: party ? (marks.value.get(party.id) ?? null) : null, status: party ? "held" : "unknown" }, width / 2, height / 2, paint);
    pen.text(place.name, width / 2 + 11, height / 2, { size: 13, weight: 600, fill: paint.ink, halo: paint.land });
  }, [land, place?.id, paint, claim.claim]);
  if (!place) return null;
  return (
    <Go to={{ view: "map", report: null, claim: null, place: place.id, on: parseDay(claim.when.last), camera: { lat: place.lat ?? 0, lon: place.lon ?? 0, zoom: 6.5 } }} class="inset" title={`${place.name} on the map`}>
      <canvas ref={canvas} role="img" aria-label={`Map: where ${place.name} is`} />
    </Go>
  );
}
