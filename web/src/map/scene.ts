/**
 * A scene: all days of all towns, laid out so that any one of them can be had without asking or allocating.
 *
 * The server sends every stretch of every town once (`/map/changes`); after that a day is a walk over flat arrays. Twenty thousand
 * towns take well under a millisecond.
 */
import type { MapChanges } from "../api/types";
import type { Layer } from "../state/page";
import type { Day } from "../time/days";
import type { Look, Status } from "./symbols";

/** No stretch has begun yet: nobody has told of the town by that day. */
export const UNTOLD = -1;

export interface Town {
  key: string;
  name: string;
  country: string | null;
  admin1: string | null;
  kind: string;
  lat: number;
  lon: number;
  /** A province, region or country drawn as a point: no town. */
  area: boolean;
  /** Stands at another's coordinates: a dam, a gate, a base of it. */
  attached: boolean;
  /** How much is told of it: orders names and clusters. */
  weight: number;
}

const AREAS = new Set(["admin1", "admin2", "admin3", "country", "feature", "region"]);

/** Longitude and latitude → the square of the world, 0 to 1. */
export function project(lon: number, lat: number): [number, number] {
  const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

export class Scene {
  readonly towns: Town[] = [];
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** 1 for provinces, regions and countries. */
  readonly area: Uint8Array;
  /** Distinct looks; days name them by index. */
  readonly looks: Look[] = [];
  readonly parties: string[];
  readonly horizon: number;
  /** The same for each town: that of its war, where it has one. */
  readonly horizons: Int32Array;
  readonly index = new Map<string, number>();

  private readonly starts: Int32Array;
  private readonly from: Int32Array;
  private readonly last: Int32Array;
  private readonly confidence: Float32Array;
  /** Looks of a stretch: assessed, assessed and old, claimed, claimed and old. */
  private readonly look: [Int32Array, Int32Array, Int32Array, Int32Array];
  private readonly cursor: Int32Array;
  private readonly known = new Map<string, number>();

  constructor(changes: MapChanges, marks: ReadonlyMap<string, number>) {
    this.parties = changes.parties;
    this.horizon = changes.horizon;
    const placed = changes.places.filter((place) => place.lat !== null && place.lon !== null && place.spans.length > 0);
    const total = placed.reduce((sum, place) => sum + place.spans.length, 0);
    this.x = new Float64Array(placed.length);
    this.y = new Float64Array(placed.length);
    this.area = new Uint8Array(placed.length);
    this.horizons = Int32Array.from(placed, (place) => place.horizon ?? changes.horizon);
    this.starts = new Int32Array(placed.length + 1);
    this.cursor = new Int32Array(placed.length);
    this.from = new Int32Array(total);
    this.last = new Int32Array(total);
    this.confidence = new Float32Array(total);
    this.look = [new Int32Array(total), new Int32Array(total), new Int32Array(total), new Int32Array(total)];
    const column = Object.fromEntries(changes.columns.map((name, i) => [name, i]));
    const cell = (span: unknown[], name: string): unknown => span[column[name] ?? -1];
    const party = (index: unknown): string | null => (typeof index === "number" ? (changes.parties[index] ?? null) : null);
    const mark = (id: string | null): number | null => (id === null ? null : (marks.get(id) ?? null));
    const taken = new Set<string>();
    let s = 0;
    placed.forEach((place, i) => {
      const [lat, lon] = [place.lat as number, place.lon as number];
      const spot = `${lat},${lon}`;
      this.towns.push({
        key: place.key,
        name: place.name,
        country: place.country,
        admin1: place.admin1,
        kind: place.kind,
        lat,
        lon,
        area: AREAS.has(place.precision ?? "") || AREAS.has(place.kind),
        attached: place.precision === "near" || taken.has(spot),
        weight: place.spans.length,
      });
      taken.add(spot);
      this.area[i] = this.towns[i]?.area === true ? 1 : 0;
      this.index.set(place.key, i);
      [this.x[i], this.y[i]] = project(lon, lat);
      this.starts[i] = s;
      for (const span of place.spans) {
        this.from[s] = Number(cell(span, "from"));
        const last = cell(span, "last");
        this.last[s] = typeof last === "number" ? last : 0x7fffffff;
        this.confidence[s] = Number(cell(span, "confidence"));
        const basis = changes.bases[Number(cell(span, "basis"))];
        const look = (status: string | undefined, holder: unknown, others: unknown[], claimedOnly: boolean): Look => {
          const parties = others.map(party).filter((id) => id !== null);
          return {
            status: (status ?? "unknown") as Status,
            holder: mark(party(holder)),
            others: parties.map(mark).filter((k) => k !== null),
            party: party(holder),
            parties,
            claimedOnly,
            stale: false,
          };
        };
        const others = (cell(span, "others") as unknown[] | null) ?? [];
        const assessed = look(changes.statuses[Number(cell(span, "status"))], cell(span, "holder"), others, basis === "claimed_only");
        const status = changes.statuses[Number(cell(span, "claimed_status"))];
        const claimed = status === undefined ? assessed : look(status, cell(span, "claimed_holder"), [], true);
        this.look[0][s] = this.intern(assessed);
        this.look[1][s] = this.intern({ ...assessed, stale: true });
        this.look[2][s] = this.intern(claimed);
        this.look[3][s] = this.intern({ ...claimed, stale: true });
        s++;
      }
    });
    this.starts[placed.length] = s;
  }

  private intern(look: Look): number {
    const key = JSON.stringify([look.status, look.party, look.parties, look.claimedOnly, look.stale]);
    let at = this.known.get(key);
    if (at === undefined) {
      at = this.looks.length;
      this.looks.push(look);
      this.known.set(key, at);
    }
    return at;
  }

  /** The stretch that a town is in on a day, or UNTOLD. A slider moves to a near day, so the walk begins where it last ended. */
  private stretch(i: number, day: Day): number {
    const [first, end] = [this.starts[i] as number, this.starts[i + 1] as number];
    let s = first + (this.cursor[i] as number);
    while (s + 1 < end && (this.from[s + 1] as number) <= day) s++;
    while (s > first && (this.from[s] as number) > day) s--;
    this.cursor[i] = s - first;
    return (this.from[s] as number) <= day ? s : UNTOLD;
  }

  /** Every town's look on a day, into `out`. */
  day(day: Day, layer: Layer, out: Int32Array): void {
    const row = layer === "claimed" ? 2 : 0;
    const [fresh, old] = [this.look[row] as Int32Array, this.look[row + 1] as Int32Array];
    for (let i = 0; i < this.towns.length; i++) {
      const s = this.stretch(i, day);
      out[i] = s === UNTOLD ? UNTOLD : ((day - (this.last[s] as number) > (this.horizons[i] as number) ? old : fresh)[s] as number);
    }
  }

  /** One town on one day. */
  at(i: number, day: Day, layer: Layer): { look: Look | null; age: number | null; from: Day | null; confidence: number } {
    const s = this.stretch(i, day);
    if (s === UNTOLD) return { look: null, age: null, from: null, confidence: 0 };
    const last = this.last[s] as number;
    const age = last === 0x7fffffff ? null : Math.max(0, day - last);
    const horizon = this.horizons[i] as number;
    const row = (layer === "claimed" ? 2 : 0) + (age !== null && age > horizon ? 1 : 0);
    const fading = age !== null && age > horizon ? 0.5 ** (age / horizon) : 1;
    return {
      look: this.looks[this.look[row]?.[s] ?? -1] ?? null,
      age,
      from: this.from[s] as number,
      confidence: (this.confidence[s] as number) * fading,
    };
  }

  /** The first day on which a town's look of `to` stood without a break until `to`; for "what changed since". */
  changedOn(i: number, from: Day, to: Day): Day {
    const s = this.stretch(i, to);
    return s === UNTOLD ? from : Math.max(from, this.from[s] as number);
  }

  /** The days between which anything is told. */
  extent(): [Day, Day] | null {
    if (this.from.length === 0) return null;
    let [low, high] = [Infinity, -Infinity];
    for (const day of this.from) {
      if (day < low) low = day;
      if (day > high) high = day;
    }
    return [low, high];
  }
}

/** Whether two looks tell a reader the same about who holds the place: age and basis aside. Before anything is told it is unknown. */
export function sameStanding(a: Look | null, b: Look | null): boolean {
  if (a === null || b === null) return (a ?? b)?.status === "unknown" || a === b;
  return a.status === b.status && a.party === b.party && a.parties.length === b.parties.length && a.parties.every((id) => b.parties.includes(id));
}
