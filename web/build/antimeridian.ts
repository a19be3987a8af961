/**
 * The antimeridian: `world-atlas` joins what the 180th meridian divides, as a globe has it. On a flat map such a ring would run across
 * the whole world and back, so it is cut there again.
 */
import type { GeoJSON, Geometry, Position } from "geojson";

/** A shape with its rings cut at the 180th meridian; whatever does not cross it is left as it is. */
export function cutAtAntimeridian(data: GeoJSON): GeoJSON {
  switch (data.type) {
    case "FeatureCollection":
      return { ...data, features: data.features.map((feature) => ({ ...feature, geometry: cut(feature.geometry) })) };
    case "Feature":
      return { ...data, geometry: cut(data.geometry) };
    default:
      return cut(data);
  }
}

function cut(geometry: Geometry): Geometry {
  if (geometry.type === "Polygon") return { type: "MultiPolygon", coordinates: pieces(geometry.coordinates) };
  if (geometry.type === "MultiPolygon") return { ...geometry, coordinates: geometry.coordinates.flatMap(pieces) };
  return geometry;
}

/** A polygon as one or several; its holes stay with the largest. */
function pieces([outer = [], ...holes]: Position[][]): Position[][][] {
  const inside = holes.filter((hole) => hole.every(([, lat = 0]) => Math.abs(lat) < 89));
  const [largest, ...rest] = cutRing(outer).sort((a, b) => b.length - a.length);
  return largest ? [[largest, ...inside], ...rest.map((ring) => [ring])] : [];
}

/** A ring's pieces between 180° west and 180° east. */
export function cutRing(ring: Position[]): Position[][] {
  const [first] = ring;
  if (!first || !ring.some(([lon = 0], i) => i > 0 && Math.abs(lon - (ring[i - 1]?.[0] ?? 0)) > 180)) return [ring];
  // As it would be if the world went on to both sides.
  const open: Position[] = [];
  let [turns, before] = [0, first[0] ?? 0];
  for (const [lon = 0, lat = 0] of ring) {
    if (lon - before > 180) turns--;
    else if (before - lon > 180) turns++;
    before = lon;
    open.push([lon + 360 * turns, lat]);
  }
  const last = open[open.length - 1];
  if (last && turns !== 0) {
    // It goes round a pole: down to it, and along the map's edge.
    const pole = (first[1] ?? 0) < 0 ? -90 : 90;
    open.push([last[0] ?? 0, pole], [first[0] ?? 0, pole], first);
  }
  return [-360, 0, 360].flatMap((shift) => {
    const moved = open.map(([lon = 0, lat = 0]): Position => [lon + shift, lat]);
    const piece = half(half(moved, -180, 1), 180, -1);
    // What only touches the edge has no width.
    return piece.some(([lon = 0]) => Math.abs(lon - (piece[0]?.[0] ?? 0)) > 1e-9) ? [piece] : [];
  });
}

/** The part of a closed ring on one side of a meridian, closed. */
function half(ring: Position[], at: number, sign: 1 | -1): Position[] {
  const out: Position[] = [];
  for (let i = 1; i < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i - 1] ?? [];
    const [bx = 0, by = 0] = ring[i] ?? [];
    const [inA, inB] = [(ax - at) * sign >= 0, (bx - at) * sign >= 0];
    if (inA !== inB) out.push([at, ay + ((by - ay) * (at - ax)) / (bx - ax)]);
    if (inB) out.push([bx, by]);
  }
  const [first] = out;
  if (first) out.push(first);
  return out;
}
