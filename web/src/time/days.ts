/**
 * A day: a whole number counted from 1970-01-01, so that a slider can do sums with it.
 *
 * The program speaks of days only, never of hours, and so does the page: nothing here knows a time zone.
 */

/** Days since 1970-01-01. */
export type Day = number;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LONG = 86_400_000;

/** `2017-11-04` → its day; anything that is no date of the calendar → null. */
export function parseDay(text: string | null | undefined): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? "");
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const at = utc(year, month - 1, day);
  return new Date(at).getUTCMonth() === month - 1 && new Date(at).getUTCDate() === day ? at / LONG : null;
}

/** The ways in which people type a date: ISO, `4.11.2017`, `4 Nov 2017`, `Nov 2017`, `2017`. What is left out is the first. */
export function typedDay(text: string): Day | null {
  const words = text.trim().toLowerCase();
  const iso = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(words);
  if (iso) return made(Number(iso[1]), Number(iso[2] ?? 1), Number(iso[3] ?? 1));
  const dotted = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(words);
  if (dotted) return made(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const spelled = /^(?:(\d{1,2})\s+)?([a-z]{3,9})\.?,?\s+(\d{4})$/.exec(words);
  const swapped = /^([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$/.exec(words);
  if (spelled) return made(Number(spelled[3]), monthOf(spelled[2]), Number(spelled[1] ?? 1));
  if (swapped) return made(Number(swapped[3]), monthOf(swapped[1]), Number(swapped[2]));
  return null;
}

function monthOf(name: string | undefined): number {
  return MONTHS.findIndex((month) => name?.startsWith(month.toLowerCase()) === true) + 1;
}

function made(year: number, month: number, day: number): Day | null {
  return parseDay(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, "0");
}

function utc(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.getTime();
}

/** `2017-11-04`. */
export function iso(day: Day): string {
  return new Date(day * LONG).toISOString().slice(0, 10);
}

/** `4 Nov 2017`. */
export function spelled(day: Day): string {
  const date = new Date(day * LONG);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** A date of the API spelled, or a dash where it has none. */
export function spelledIso(text: string | null | undefined): string {
  const day = parseDay(text);
  return day === null ? "–" : spelled(day);
}

/** First and last day as people write them: `3 Nov 2017`, `Nov 2017`, `3 Nov to 9 Dec 2017`. */
export function spelledRange(first: string | null | undefined, last: string | null | undefined): string {
  const [a, b] = [parseDay(first), parseDay(last)];
  if (a === null && b === null) return "no date";
  if (a === null || b === null) return a === null ? `by ${spelled(b as Day)}` : `from ${spelled(a)}`;
  if (a === b) return spelled(a);
  const [from, to] = [new Date(a * LONG), new Date(b * LONG)];
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth()];
  if (from.getUTCDate() === 1 && addMonths(a, 1) === b + 1) return `${MONTHS[month]} ${year}`;
  if (month === 0 && from.getUTCDate() === 1 && addMonths(a, 12) === b + 1) return String(year);
  return to.getUTCFullYear() === year ? `${from.getUTCDate()} ${MONTHS[month]} to ${spelled(b)}` : `${spelled(a)} to ${spelled(b)}`;
}

/** The same day of a month later or earlier; the 31st becomes the last of a shorter month. */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(day * LONG);
  const first = utc(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const length = new Date(utc(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first / LONG + Math.min(date.getUTCDate(), length) - 1;
}

/** The Monday of a day's week. */
export function monday(day: Day): Day {
  return day - ((((day + 3) % 7) + 7) % 7);
}

/** The first day of a year. */
export function newYear(year: number): Day {
  return utc(year, 0, 1) / LONG;
}

/** The year that a day lies in. */
export function yearOf(day: Day): number {
  return new Date(day * LONG).getUTCFullYear();
}

/** `Nov`, for the ticks of an axis. */
export function monthName(day: Day): string {
  return MONTHS[new Date(day * LONG).getUTCMonth()] ?? "";
}

/** `1 day`, `12 days`, `4 months`, `3 years`: how long ago, in the unit that is still honest. */
export function span(days: number): string {
  const say = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"}`;
  if (days < 60) return say(days, "day");
  return days < 730 ? say(Math.round(days / 30.44), "month") : say(Math.round(days / 365.25), "year");
}
