/** Words of the audit: what a row says, how many dead; and the map of a table's columns. */
import type * as api from "../api/types";
import { typeWord } from "../town/words";

/** Who and against whom. */
export function sides(by: string[], against: string[]): string {
  const [a, b] = [by.join(", "), against.join(", ")];
  return a !== "" && b !== "" ? `${a} – ${b}` : a + b;
}

/** What a row says, in half a sentence. */
export function theirs(row: api.AuditRow): string {
  const who = sides(row.side_a === null ? [] : [row.side_a], row.side_b === null ? [] : [row.side_b]);
  switch (row.says.says) {
    case "control":
      return row.says.holder ? `held by ${row.says.holder}` : "contested";
    case "event":
      return [who, typeWord(row.says.type ?? "")].filter((part) => part !== "").join(": ");
    default:
      return who;
  }
}

type Range = Pick<api.AuditRow["deaths"], "low" | "best" | "high">;

/** `12`, `10–14`, `12 (10–14)`, `30 or more`; nothing where nobody counts. */
export function dead({ low, best, high }: Range): string {
  const range = low !== null && high !== null && low !== high ? `${low}–${high}` : null;
  if (best !== null) return range === null ? String(best) : `${best} (${range})`;
  if (range !== null) return range;
  if (low !== null) return high === low ? String(low) : `${low} or more`;
  return high === null ? "" : `${high} at most`;
}

/** The fields that a table's columns may be; the first two are needed. */
export const FIELDS = [
  ["place", "Place", /^(place|town|city|location|settlement|name|asciiname|where)/i],
  ["date", "Day", /^(date|day|on|event_date|when)/i],
  ["holder", "Holder", /(holder|held|control|status)/i],
  ["type", "Type", /^(type|event_type|kind)/i],
  ["side_a", "Who acts", /^(side_a|actor_?1|attacker|by|perpetrator)/i],
  ["side_b", "Against", /^(side_b|actor_?2|against|target|victim)/i],
  ["best", "Dead", /^(best|dead|deaths|fatalities|killed)/i],
  ["country", "Country", /^(country|iso|cc)/i],
  ["lat", "Latitude", /^(lat)/i],
  ["lon", "Longitude", /^(lon|lng)/i],
  ["id", "Id", /^(id|row|event_id)/i],
  ["words", "Words", /^(note|words|text|headline|description|comment)/i],
] as const;

export type Field = (typeof FIELDS)[number][0];
export type Columns = Partial<Record<Field, string>>;

/** The first line of a table, as its columns' names. */
export function header(text: string): string[] {
  const line = /^\ufeff?([^\r\n]*)/.exec(text)?.[1] ?? "";
  const delimiter = [",", ";", "\t"].sort((a, b) => line.split(b).length - line.split(a).length)[0] ?? ",";
  return line.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
}

/** What the columns may be, by their names; each column once. */
export function guess(names: string[]): Columns {
  const columns: Columns = {};
  const taken = new Set<string>();
  for (const [field, , pattern] of FIELDS) {
    const found = names.find((name) => !taken.has(name) && pattern.test(name));
    if (found === undefined) continue;
    columns[field] = found;
    taken.add(found);
  }
  return columns;
}

/** The map of columns as the program reads it. JSON's strings are TOML's. */
export function toml(name: string, columns: Columns, { type, country }: { type: string; country: string }): string {
  const lines = [`name = ${JSON.stringify(name)}`];
  if (!columns.holder && !columns.type && type !== "") lines.push(`type = ${JSON.stringify(type)}`);
  if (!columns.country && country !== "") lines.push(`country = ${JSON.stringify(country.toUpperCase())}`);
  lines.push("[columns]");
  for (const [field] of FIELDS) {
    const column = columns[field];
    if (column) lines.push(`${field} = ${JSON.stringify(column)}`);
  }
  return lines.join("\n");
}

/** Whose columns a header looks like. */
export function scheme(names: string[]): "ged" | "acled" | "viina" | "table" {
  const has = (...wanted: string[]) => wanted.every((one) => names.some((name) => name.toLowerCase() === one));
  if (has("type_of_violence", "date_start") || names.length === 49) return "ged";
  if (has("event_date", "event_type", "sub_event_type")) return "acled";
  if (has("geonameid") || has("event_id", "address", "date")) return "viina";
  return "table";
}
