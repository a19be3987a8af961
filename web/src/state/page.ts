/**
 * The page's whole state as an address: what is asked, of which two days, in which layer, looking where.
 *
 * Everything that somebody may want to send to a colleague is in here, and nothing else is. Reading never fails: what an address
 * says wrongly is left at its default.
 */
import { iso, parseDay, type Day } from "../time/days";

export const VIEWS = ["map", "events", "reports", "review", "sources", "coverage", "audit", "corrections"] as const;
export type View = (typeof VIEWS)[number];
export type Layer = "assessed" | "claimed";

/** Where the map looks. */
export interface Camera {
  lat: number;
  lon: number;
  zoom: number;
}

export interface Page {
  view: View;
  /** The town that the panel tells of, by key. */
  place: string | null;
  /** The report that lies open in the reading room. */
  report: string | null;
  /** The claim that is looked at. */
  claim: string | null;
  /** True on this day; null: the day of the newest evidence. */
  on: Day | null;
  /** As known on this day; null: all that is known. */
  asOf: Day | null;
  /** What changed since this day; null: nobody asks. */
  since: Day | null;
  layer: Layer;
  camera: Camera | null;
  /** Parties that the legend was told to show alone. */
  only: string[];
  /** Draw provinces and regions too, which are no towns. */
  areas: boolean;
  /** What a list is narrowed to: `type`, `actor`, `q` … */
  filters: Readonly<Record<string, string>>;
}

export const START: Page = {
  view: "map",
  place: null,
  report: null,
  claim: null,
  on: null,
  asOf: null,
  since: null,
  layer: "assessed",
  camera: null,
  only: [],
  areas: false,
  filters: {},
};

/** What each list can be narrowed by, as the API names it. A view's address holds its own; what other views are narrowed to waits there. */
const NARROWED: Partial<Record<View, readonly string[]>> = {
  events: ["type", "actor", "modality", "source", "deaths", "order", "min_confidence", "where_prec", "when_prec", "from", "to"],
  reports: ["q", "publisher", "from", "to"],
  review: ["state"],
  audit: ["of", "finding", "q", "from", "to", "days", "km"],
};

function narrowedBy(page: Pick<Page, "view" | "report">): readonly string[] {
  return page.report === null ? (NARROWED[page.view] ?? []) : [];
}

/** Path and query → state. */
export function read(path: string, query: string): Page {
  const [first = "", ...rest] = path.split("/").filter((part) => part !== "").map(decoded);
  const params = new URLSearchParams(query);
  const tail = rest.join("/");
  const view = VIEWS.find((name) => name === first) ?? "map";
  const filters: Record<string, string> = {};
  const report = first === "reports" ? (tail !== "" ? tail : params.get("report")) : null;
  for (const name of narrowedBy({ view, report })) {
    const value = params.get(name);
    if (value) filters[name] = value;
  }
  return {
    view,
    place: first === "places" && tail !== "" ? tail : params.get("place"),
    report,
    claim: params.get("claim"),
    on: parseDay(params.get("on")),
    asOf: parseDay(params.get("as_of")),
    since: parseDay(params.get("since")),
    layer: params.get("layer") === "claimed" ? "claimed" : "assessed",
    camera: readCamera(params.get("at")),
    only: (params.get("only") ?? "").split(",").filter((id) => id !== ""),
    areas: params.get("areas") === "1",
    filters,
  };
}

/** State → path and query, in a fixed order, defaults left out. */
export function write(page: Page): string {
  const params: string[] = [];
  const add = (name: string, value: string | null) => {
    if (value !== null && value !== "") params.push(`${name}=${encodeURIComponent(value).replaceAll("%3A", ":").replaceAll("%2C", ",")}`);
  };
  const day = (name: string, value: Day | null) => add(name, value === null ? null : iso(value));
  add("place", page.place);
  day("on", page.on);
  day("as_of", page.asOf);
  day("since", page.since);
  if (page.layer === "claimed") add("layer", page.layer);
  if (page.camera) add("at", `${page.camera.lat.toFixed(3)},${page.camera.lon.toFixed(3)},${page.camera.zoom.toFixed(2)}`);
  add("only", page.only.join(","));
  if (page.areas) add("areas", "1");
  add("claim", page.claim);
  for (const name of narrowedBy(page)) add(name, page.filters[name] ?? null);
  // What has an ending is a file to the server; such a report is named in the query.
  const own = page.report !== null && !page.report.includes(".");
  if (!own) add("report", page.report);
  const path = page.view === "map" ? "/" : page.report !== null && own ? `/reports/${encodeURIComponent(page.report)}` : `/${page.view}`;
  return params.length === 0 ? path : `${path}?${params.join("&")}`;
}

function readCamera(text: string | null): Camera | null {
  const [lat, lon, zoom, ...more] = (text ?? "").split(",").map(Number);
  if (lat === undefined || lon === undefined || zoom === undefined || more.length > 0) return null;
  const fits = Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 14;
  return fits ? { lat, lon, zoom } : null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
