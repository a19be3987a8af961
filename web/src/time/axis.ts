/**
 * An axis of days: from days to pixels and back, its ticks, and bars that are wide enough to see.
 */
import { addMonths, iso, monday, monthName, newYear, parseDay, yearOf, type Day } from "./days";

export interface Axis {
  from: Day;
  to: Day;
  width: number;
}

export function toX(axis: Axis, day: Day): number {
  return ((day - axis.from) / Math.max(1, axis.to - axis.from)) * axis.width;
}

export function toDay(axis: Axis, x: number): Day {
  return Math.round(axis.from + (x / Math.max(1, axis.width)) * (axis.to - axis.from));
}

export interface Tick {
  day: Day;
  text: string;
  /** Begins a year: written darker. */
  strong: boolean;
}

/** Years, quarters, months or days: as fine as there is room for. */
export function ticks(axis: Axis, room = 64): Tick[] {
  const days = ((axis.to - axis.from) / Math.max(1, axis.width)) * room;
  const out: Tick[] = [];
  if (days > 200) {
    const step = [1, 2, 5, 10, 20, 50].find((years) => years * 365 >= days) ?? 100;
    for (let year = Math.ceil(yearOf(axis.from) / step) * step; newYear(year) <= axis.to; year += step) {
      if (newYear(year) >= axis.from) out.push({ day: newYear(year), text: String(year), strong: true });
    }
    return out;
  }
  if (days > 6) {
    // Labels of quarters want this many pixels.
    const close = 91 < ((axis.to - axis.from) / Math.max(1, axis.width)) * 36;
    const step = close ? 6 : days > 62 ? 3 : days > 31 ? 2 : 1;
    for (let day = newYear(yearOf(axis.from)); day <= axis.to; day = addMonths(day, step)) {
      const january = iso(day).slice(5, 7) === "01";
      if (day >= axis.from) out.push({ day, text: january ? String(yearOf(day)) : monthName(day), strong: january });
    }
    return out;
  }
  for (let day = monday(axis.from) + 7; day <= axis.to; day += days > 1 ? 7 : 1) {
    out.push({ day, text: `${Number(iso(day).slice(8))} ${monthName(day)}`, strong: false });
  }
  return out;
}

export interface Bar {
  from: Day;
  to: Day;
  count: number;
}

/** Weekly counts as bars of one or more whole weeks, each at least `least` pixels wide. */
export function bars(weeks: { week: string; count: number }[], axis: Axis, least = 3.2): Bar[] {
  const pixels = toX(axis, axis.from + 7);
  const size = 7 * Math.max(1, Math.ceil(least / Math.max(pixels, 1e-6)));
  const origin = monday(0);
  const found = new Map<number, number>();
  for (const { week, count } of weeks) {
    const day = parseDay(week);
    if (day === null || day + 7 < axis.from || day > axis.to) continue;
    const slot = Math.floor((day - origin) / size);
    found.set(slot, (found.get(slot) ?? 0) + count);
  }
  return [...found].sort(([a], [b]) => a - b).map(([slot, count]) => ({ from: origin + slot * size, to: origin + (slot + 1) * size, count }));
}

/** The axis drawn nearer or farther around a day, within bounds. */
export function zoomed(axis: Axis, around: Day, factor: number, low: Day, high: Day): Axis {
  const length = Math.min(high - low, Math.max(21, (axis.to - axis.from) * factor));
  const share = (around - axis.from) / Math.max(1, axis.to - axis.from);
  const from = Math.max(low, Math.min(high - length, around - share * length));
  return { ...axis, from, to: from + length };
}

/** The axis moved so that a day is on it. */
export function holding(axis: Axis, day: Day): Axis {
  const length = axis.to - axis.from;
  if (day < axis.from) return { ...axis, from: day - length * 0.1, to: day + length * 0.9 };
  if (day > axis.to) return { ...axis, from: day - length * 0.9, to: day + length * 0.1 };
  return axis;
}
