/**
 * Words: how the page says what a record means. The same record reads the same everywhere.
 */
import type * as api from "../api/types";
import { span, spelledIso, spelledRange } from "../time/days";

/** A name in a line of other words: written from right to left, it keeps its own order and leaves the line's alone. */
export function own(name: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufefc\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(name) ? `\u2068${name}\u2069` : name;
}

/** Marks that turn letters round are shown and not obeyed; all else stays, and as many characters as there were. */
export function straight(text: string): string {
  return text.replace(/[\u202d\u202e]/g, TURNED);
}

/** Stands for a mark that would turn letters round. */
export const TURNED = "⇄";

/** A piece of a sentence: plain, or a party's name in its colour. */
export type Piece = string | { party: api.Party };

function listed(parties: api.Party[]): Piece[] {
  return parties.flatMap((party, i): Piece[] => {
    const before = i === 0 ? [] : [i === parties.length - 1 ? " and " : ", "];
    return [...before, { party }];
  });
}

interface Standing {
  status: api.Answer["status"];
  holder: api.Party | null;
  others: api.Party[];
}

/** Who holds it, in half a sentence: `held by …`, `contested: … and …`. */
export function standing({ status, holder, others }: Standing): Piece[] {
  const inside = holder && !others.some((party) => party.id === holder.id) ? [holder, ...others] : others;
  switch (status) {
    case "held":
      return holder ? ["held by ", { party: holder }] : ["held"];
    case "contested":
      if (inside.length === 0) return ["contested"];
      return inside.length === 1 ? ["contested, with ", ...listed(inside), " inside"] : ["contested between ", ...listed(inside)];
    case "divided":
      return ["divided between ", ...listed(inside)];
    case "besieged":
      return [
        ...(holder ? (["held by ", { party: holder }, ", besieged"] as Piece[]) : ["besieged"]),
        ...(others.length > 0 ? [" by ", ...listed(others)] : []),
      ];
    case "presence":
      return inside.length > 0 ? ["presence of ", ...listed(inside), "; nobody is said to hold it"] : ["presence of somebody"];
    case "unknown":
      return others.length > 0 ? ["unknown; before that ", ...listed(others)] : ["unknown"];
  }
}

/** The status in one sentence, with its extent and its date. */
export function statusSentence(answer: api.Answer): Piece[] {
  const pieces = standing(answer);
  const extent = answer.status === "held" && (answer.parts ?? []).length === 0 && answer.place.kind === "town" ? ", the whole town" : "";
  const since = answer.since;
  const when =
    since?.first && since.last
      ? since.first === since.last
        ? `, since ${spelledIso(since.first)}`
        : `, since some day of ${spelledRange(since.first, since.last)}`
      : since?.last
        ? `, at the latest since ${spelledIso(since.last)}`
        : "";
  return capital([...pieces, extent + when]);
}

/** The first letter large, unless a party's name begins. */
export function capital(pieces: Piece[]): Piece[] {
  const [first, ...rest] = pieces;
  return typeof first === "string" ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest] : pieces;
}

/** Pieces as plain text, for titles and pictures. */
export function plain(pieces: Piece[]): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : piece.party.name)).join("");
}

export const BASES: Record<string, string> = {
  reported: "reported by one independent source",
  corroborated: "corroborated",
  claimed_only: "claimed only",
  carried_forward: "carried forward",
};

/** How old the last evidence is, in words. */
export function ageText(age: number | null): string | null {
  return age === null ? null : age === 0 ? "last evidence of this day" : `last evidence ${span(age)} old`;
}

const VERBS: Record<string, string> = {
  "control.gain": "takes",
  "control.loss": "loses",
  "control.transfer": "handed over",
  "control.hold": "holds",
  "control.contest": "fighting inside",
  "control.siege": "besieges",
  "control.siege-broken": "siege broken",
  "battle.advance": "pushes in",
  "battle.repel": "repels",
  "battle.clash": "clash",
};

/** A type of claim in a word or two. */
export function typeWord(type: string): string {
  return VERBS[type] ?? (type.split(".").pop() ?? type).replaceAll("-", " ");
}

export const KINDS: Record<string, string> = {
  belligerent: "party to the fight",
  "state-media": "state media",
  agency: "agency",
  media: "media",
  monitor: "monitor",
  official: "official",
  witness: "witness",
  unnamed: "unnamed",
};

const STAKES: Record<string, string> = {
  self_serving: "about its own success",
  against: "against its own interest",
};

/** Who says so and what they have at stake: `Syrian army, via state television · party to the fight · about its own success`. */
export function sourceLine(claim: api.Claim): string[] {
  const chain = claim.according_to;
  const innermost = chain[0];
  const said = chain.length === 0 ? ["own voice"] : [chain.map((source) => own(source.name)).join(", via ")];
  const kind = innermost ? KINDS[innermost.kind] : undefined;
  const stake = STAKES[claim.interest];
  return [...said, ...(kind === undefined ? [] : [kind]), ...(stake === undefined ? [] : [stake])];
}

const BOUNDS: Record<string, string> = {
  on: "in these days, all of it",
  within: "on some day of these",
  by: "by then at the latest",
  since: "since then",
  throughout: "all through these days",
};

const DAY_BASES: Record<string, string> = {
  text: "said in the sentence",
  announcement: "the day of the announcement",
  inherited: "said in another sentence",
  published: "no day is said: the publication date stands in",
  none: "no day is said, and no publication date either",
};

/** How a claim's days are meant, and what they rest on. */
export function whenWords(when: Pick<api.Claim["when"], "bound" | "precision" | "basis">): string {
  const fine = when.precision === "unknown" || when.precision === "day" ? null : when.precision === "range" ? "some days" : `known to the ${when.precision}`;
  return [BOUNDS[when.bound] ?? when.bound, fine, DAY_BASES[when.basis] ?? when.basis].filter(Boolean).join(" · ");
}

export const MODALITIES: Record<string, string> = {
  asserted: "said to have happened",
  claimed: "claimed by a party",
  denied: "denied",
  planned: "planned",
  possible: "possible",
  attempted: "attempted",
};

/** A quotation cut where the deciding words begin and end: from the trigger to the place, if they stand near each other. */
export function marked(claim: Pick<api.Claim, "quote" | "why" | "where">): [before: string, deciding: string, after: string] {
  const points = Array.from(claim.quote.text);
  const text = claim.quote.text;
  const trigger = claim.why.map(triggerOf).find((word) => word !== "" && text.includes(word));
  const place = claim.where.find((where) => where.start >= claim.quote.start && where.end <= claim.quote.end);
  const placeSpan = place ? ([place.start - claim.quote.start, place.end - claim.quote.start] as const) : null;
  if (trigger === undefined) {
    if (!placeSpan) return [text, "", ""];
    return [points.slice(0, placeSpan[0]).join(""), points.slice(...placeSpan).join(""), points.slice(placeSpan[1]).join("")];
  }
  const at = Array.from(text.slice(0, nearest(text, trigger, placeSpan ? points.slice(0, placeSpan[0]).join("").length : 0))).length;
  let [start, end] = [at, at + Array.from(trigger).length];
  if (placeSpan && Math.max(placeSpan[0] - end, start - placeSpan[1]) < 70) {
    [start, end] = [Math.min(start, placeSpan[0]), Math.max(end, placeSpan[1])];
  }
  return [points.slice(0, start).join(""), points.slice(start, end).join(""), points.slice(end).join("")];
}

/** The trigger that a rule's line names: `“taken” is the trigger`, or what comes last after a colon. */
function triggerOf(line: string): string {
  return (/“([^”]+)” is the trigger/.exec(line)?.[1] ?? /^frame .*:\s*([^:]+)$/.exec(line)?.[1] ?? "").trim();
}

/** Where a word stands closest to a point of the text, as a whole word where it does. */
function nearest(text: string, word: string, to: number): number {
  let [best, least] = [text.indexOf(word), Infinity];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const whole = !/\p{L}/u.test(text.charAt(at - 1)) && !/\p{L}/u.test(text.charAt(at + word.length));
    const distance = Math.abs(at - to) + (whole ? 0 : 1e6);
    if (distance < least) [best, least] = [at, distance];
  }
  return best;
}
