/** The busiest times: stretches of four weeks of which more is told than of those around them. */
import { parseDay, spelled, type Day } from "./days";

export interface Busy {
  from: Day;
  to: Day;
  claims: number;
}

const WEEKS = 4;
/** Days between two of them: one long battle is one time. */
const APART = 300;

/** At most `most` of them, in the order of time. */
export function busiest(weeks: readonly { week: string; claims: number }[], most = 6): Busy[] {
  const days = weeks.flatMap(({ week, claims }) => {
    const day = parseDay(week);
    return day === null || claims === 0 ? [] : [{ day, claims }];
  });
  days.sort((a, b) => a.day - b.day);
  const all = days.map(({ day }, i): Busy => {
    const to = day + 7 * WEEKS - 1;
    let claims = 0;
    for (let at = i; at < days.length && (days[at]?.day ?? 0) <= to; at++) claims += days[at]?.claims ?? 0;
    return { from: day, to, claims };
  });
  all.sort((a, b) => b.claims - a.claims || a.from - b.from);
  const found: Busy[] = [];
  for (const time of all) {
    if (found.length === most) break;
    if (found.every((other) => Math.abs(other.from - time.from) >= APART)) found.push(time);
  }
  return found.sort((a, b) => a.from - b.from);
}

/** `Oct 2016`. */
export function monthOf(day: Day): string {
  return spelled(day).replace(/^\d+ /, "");
}
