/**
 * The text of a report, set like a page: claims underlined in their party's colour, brackets in the margin for their types, roles over
 * the words of the claim that is looked at.
 *
 * Everything is text: whatever a report holds, markup and scripts among it, is shown as its characters.
 */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type * as api from "../api/types";
import { marks } from "../state/ledger";
import { grouped } from "../ui/grouped";
import { fillColour } from "../ui/theme";
import { partyOf } from "../town/evidence";
import { straight, typeWord } from "../town/words";
import type { Selection_ } from "./newclaim";
import { Points, pointsIn, segment, type Mark } from "./segments";

/** Longer texts are shown in pieces; a page of a browser is no place for five megabytes. */
const PIECE = 40_000;

/** The marks of a claim: its quotation, and the words of its roles. */
function marksOf(claim: api.Claim): Mark[] {
  const of = (role: string, spans: { start: number; end: number }[]) => spans.filter((span) => span.end > span.start).map(({ start, end }) => ({ start, end, claim: claim.claim, role }));
  return [
    { start: claim.quote.start, end: claim.quote.end, claim: claim.claim, role: null },
    ...of("by", claim.by),
    ...of("against", claim.against),
    ...of("with", claim.with),
    ...of("where", claim.where),
    ...of("count", claim.counts),
  ];
}

interface Bracket {
  key: string;
  top: number;
  height: number;
  label: number;
  claims: api.Claim[];
}

export function ReportText({ text, claims, picked, pick, mark }: { text: string; claims: api.Claim[]; picked: string | null; pick: (claim: string) => void; mark: (marked: Selection_ | null) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const [hovered, hover] = useState<string | null>(null);
  const [brackets, place] = useState<Bracket[]>([]);
  const points = useMemo(() => new Points(text), [text]);
  const chosen = claims.find((claim) => claim.claim === picked);
  const start = chosen && chosen.quote.start > PIECE ? Math.max(0, chosen.quote.start - PIECE / 2) : 0;
  const [shownTo, showTo] = useState(PIECE);
  const end = Math.min(points.length, start + shownTo);
  const paragraphs = useMemo(() => segment(points, claims.flatMap(marksOf), start, end), [points, claims, start, end]);
  const byId = useMemo(() => new Map(claims.map((claim) => [claim.claim, claim])), [claims]);
  const active = hovered ?? picked;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const origin = element.getBoundingClientRect().top;
      const groups = new Map<string, { claims: api.Claim[]; top: number; bottom: number }>();
      for (const claim of claims) {
        const parts = element.querySelectorAll(`[data-quotes~="${CSS.escape(claim.claim)}"]`);
        if (parts.length === 0) continue;
        const key = `${claim.quote.start}-${claim.quote.end}`;
        const first = parts[0]?.getClientRects()[0];
        const lastRects = parts[parts.length - 1]?.getClientRects();
        const last = lastRects?.[lastRects.length - 1];
        if (!first || !last) continue;
        const group = groups.get(key) ?? { claims: [], top: first.top - origin, bottom: last.bottom - origin };
        group.claims.push(claim);
        groups.set(key, group);
      }
      let free = 0;
      place(
        [...groups]
          .sort(([, a], [, b]) => a.top - b.top)
          .map(([key, { claims: inside, top, bottom }]) => {
            const label = Math.max(top, free);
            free = label + inside.length * 19 + 3;
            return { key, top, height: bottom - top, label, claims: inside };
          }),
      );
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    void document.fonts.ready.then(measure);
    return () => watch.disconnect();
  }, [paragraphs, claims]);

  useEffect(() => {
    if (picked === null) return;
    box.current?.querySelector(`[data-quotes~="${CSS.escape(picked)}"]`)?.scrollIntoView({ block: "center", behavior: "auto" });
  }, [picked, paragraphs.length === 0]);

  const selected = () => {
    const selection = getSelection();
    const range = selection && selection.rangeCount > 0 && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const element = box.current;
    if (!range || !element?.contains(range.commonAncestorContainer)) {
      mark(null);
      return;
    }
    const from = pointOf(range.startContainer, range.startOffset);
    const to = pointOf(range.endContainer, range.endOffset);
    if (from === null || to === null || to <= from) return mark(null);
    const raw = points.slice(from, to);
    const lead = pointsIn(raw) - pointsIn(raw.trimStart());
    const tail = pointsIn(raw) - pointsIn(raw.trimEnd());
    if (raw.trim() === "") return mark(null);
    mark({ start: from + lead, end: to - tail, text: raw.trim() });
  };

  return (
    <div class="sheet">
      <div class="margin" aria-hidden="false">
        {brackets.map((bracket) => (
          <div key={bracket.key}>
            <span class={bracket.claims.some((claim) => claim.claim === active) ? "bracket active" : "bracket"} style={{ top: `${bracket.top}px`, height: `${bracket.height}px` }} />
            <ul class="types" style={{ top: `${bracket.label}px` }}>
              {bracket.claims.map((claim) => (
                <li key={claim.claim}>
                  <button
                    class={claim.claim === picked ? "picked" : ""}
                    style={{ borderLeftColor: colourOf(claim) }}
                    onClick={() => pick(claim.claim)}
                    onPointerEnter={() => hover(claim.claim)}
                    onPointerLeave={() => hover(null)}
                    title={`${claim.type} · ${claim.where.map((where) => where.name).join(", ")}`}
                  >
                    {typeWord(claim.type)}
                  </button>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      <div class="text" ref={box} onPointerUp={() => setTimeout(selected, 0)} onKeyUp={selected} dir="auto">
        {start > 0 && (
          <button class="plain" onClick={() => showTo(shownTo + PIECE)}>
            … {grouped(start)} characters before
          </button>
        )}
        {paragraphs.map((paragraph) => {
          const blank = paragraph.segments.every((part) => part.text.trim() === "");
          return (
            <p key={paragraph.start} class={blank ? "blank" : ""} dir="auto">
              {paragraph.segments.map((part) => {
                const own = part.quotes.includes(active ?? "") ? active : part.quotes[0];
                const claim = own === null || own === undefined ? undefined : byId.get(own);
                const role = part.roles.find((one) => one.claim === active);
                const names = ["seg", claim ? "quoted" : "", part.quotes.includes(active ?? "") ? "active" : "", role ? "role" : ""].filter((name) => name !== "").join(" ");
                return (
                  <span
                    key={part.start}
                    class={names}
                    data-at={part.start}
                    {...(part.quotes.length > 0 ? { "data-quotes": part.quotes.join(" ") } : {})}
                    {...(role?.first === true ? { "data-role": role.role } : {})}
                    {...(claim ? { style: { "--party": colourOf(claim) } } : {})}
                    onPointerEnter={() => hover(part.quotes[0] ?? null)}
                    onPointerLeave={() => hover(null)}
                    onClick={() => {
                      if (getSelection()?.isCollapsed !== false && own) pick(own);
                    }}
                  >
                    {straight(part.text.replace(/\n$/, ""))}
                  </span>
                );
              })}
            </p>
          );
        })}
        {end < points.length && (
          <p>
            <button onClick={() => showTo(shownTo + 5 * PIECE)}>{grouped(points.length - end)} characters more</button>
          </p>
        )}
      </div>
    </div>
  );
}

function colourOf(claim: api.Claim): string {
  const party = partyOf(claim);
  return party ? fillColour(marks.value.get(party.id)) : "var(--grey)";
}

/** The code point at a place in the text's elements. */
function pointOf(node: Node, offset: number): number | null {
  if (node.nodeType === Node.TEXT_NODE) {
    const part = node.parentElement?.closest<HTMLElement>("[data-at]");
    return part ? Number(part.dataset["at"]) + pointsIn((node.textContent ?? "").slice(0, offset)) : null;
  }
  // Between elements: where the next segment begins, else where the last one ends.
  const element = node as Element;
  const inside = element.closest<HTMLElement>("[data-at]");
  const child = element.childNodes[offset];
  if (inside) return Number(inside.dataset["at"]) + (child ? 0 : pointsIn(inside.textContent ?? ""));
  const next = child instanceof Element ? (child.matches("[data-at]") ? child : child.querySelector("[data-at]")) : null;
  if (next instanceof HTMLElement) return Number(next.dataset["at"]);
  const all = element.querySelectorAll<HTMLElement>("[data-at]");
  const last = all[all.length - 1];
  return last ? Number(last.dataset["at"]) + pointsIn(last.textContent ?? "") : null;
}
