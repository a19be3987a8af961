/**
 * Segments: a report's text cut wherever a claim's quotation or role begins or ends.
 *
 * The program counts code points and the browser counts UTF-16 units; this is the one place where they meet.
 */

export interface Mark {
  start: number;
  end: number;
  /** The claim, by id. */
  claim: string;
  /** What the words are in it; null for its whole quotation. */
  role: string | null;
}

export interface Segment {
  start: number;
  end: number;
  text: string;
  /** Claims whose quotation covers it, in the order given. */
  quotes: string[];
  roles: { claim: string; role: string; first: boolean }[];
}

export interface Paragraph {
  start: number;
  segments: Segment[];
}

/** Code points of a text and where each begins in UTF-16. */
export class Points {
  private readonly units: Uint32Array | null;
  readonly length: number;

  constructor(readonly text: string) {
    if (!/[\ud800-\udbff]/.test(text)) {
      this.units = null;
      this.length = text.length;
      return;
    }
    const units = new Uint32Array(text.length + 1);
    let count = 0;
    for (let i = 0; i < text.length; count++) {
      units[count] = i;
      const code = text.charCodeAt(i);
      const pair = code >= 0xd800 && code < 0xdc00 && text.charCodeAt(i + 1) >= 0xdc00 && text.charCodeAt(i + 1) < 0xe000;
      i += pair ? 2 : 1;
    }
    units[count] = text.length;
    this.units = units.slice(0, count + 1);
    this.length = count;
  }

  private unit(point: number): number {
    const at = Math.max(0, Math.min(this.length, point));
    return this.units ? (this.units[at] ?? this.text.length) : at;
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.unit(start), this.unit(end));
  }
}

/** Code points in a piece of text. */
export function pointsIn(text: string): number {
  return new Points(text).length;
}

/** The text from `from` to `to`, by paragraphs, cut at the marks. Marks that reach outside are cut off, none can throw. */
export function segment(points: Points, marks: Mark[], from = 0, to = points.length): Paragraph[] {
  const cuts = new Set<number>([from, to]);
  for (const { start, end } of marks) {
    if (start > from && start < to) cuts.add(start);
    if (end > from && end < to) cuts.add(end);
  }
  // Paragraphs end after their line breaks.
  const breaks: number[] = [];
  let at = from;
  for (const line of points.slice(from, to).split(/(?<=\n)/)) {
    at += pointsIn(line);
    breaks.push(at);
    if (at < to) cuts.add(at);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const sorted = [...marks].sort((a, b) => a.start - b.start || b.end - a.end);
  const begun = new Set<string>();
  const paragraphs: Paragraph[] = [];
  let current: Paragraph = { start: from, segments: [] };
  let open: Mark[] = [];
  let next = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const [start, end] = [edges[i] as number, edges[i + 1] as number];
    open = open.filter((mark) => mark.end > start);
    while (next < sorted.length && (sorted[next] as Mark).start <= start) {
      const mark = sorted[next++] as Mark;
      if (mark.end > start) open.push(mark);
    }
    const covering = open.filter((mark) => mark.start <= start && mark.end >= end);
    const roles = covering.flatMap((mark) => {
      if (mark.role === null) return [];
      const key = `${mark.claim}/${mark.role}/${mark.start}`;
      const first = !begun.has(key);
      begun.add(key);
      return [{ claim: mark.claim, role: mark.role, first }];
    });
    current.segments.push({ start, end, text: points.slice(start, end), quotes: covering.filter((mark) => mark.role === null).map((mark) => mark.claim), roles });
    if (breaks.includes(end) || i + 2 === edges.length) {
      paragraphs.push(current);
      current = { start: end, segments: [] };
    }
  }
  return paragraphs;
}
