/** Search: towns, parties and reports, from one field. */
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { ask } from "../api/client";
import type * as api from "../api/types";
import { flyTo } from "../map/view";
import type { Page } from "../state/page";
import { go } from "../state/store";
import { spelledIso } from "../time/days";

/** Where the keyboard goes for `/`. */
export const searchWanted = signal(0);

interface Hit {
  kind: "town" | "actor" | "report";
  text: string;
  note: string;
  count: number | null;
  open: () => void;
}

function hits(found: api.Search): Hit[] {
  const to = (change: Partial<Page>) => go({ report: null, claim: null, ...change });
  const towns = found.towns.map(({ key, place, claims }): Hit => ({
    kind: "town",
    text: place.name,
    note: [place.kind === "town" ? null : place.kind, place.admin1, place.country].filter(Boolean).join(", "),
    count: claims,
    open: () => {
      to({ view: "map", place: key });
      if (place.lat !== null && place.lon !== null) {
        const [lat, lon] = [place.lat, place.lon];
        setTimeout(() => flyTo(lat, lon, 6.5), 50);
      }
    },
  }));
  const actors = found.actors.map((actor): Hit => ({
    kind: "actor",
    text: actor.name,
    note: actor.party.id === actor.id ? actor.kind : `${actor.kind}, ${actor.party.name}`,
    count: null,
    open: () => to({ view: "events", place: null, filters: { actor: actor.id } }),
  }));
  const reports = found.reports.map((report): Hit => ({
    kind: "report",
    text: report.title ?? "untitled",
    note: [report.publisher, report.published ? spelledIso(report.published) : "undated"].filter(Boolean).join(", "),
    count: report.claims,
    open: () => to({ view: "reports", report: report.id }),
  }));
  return [...towns.slice(0, 7), ...actors.slice(0, 4), ...reports.slice(0, 6)];
}

const NAMES = { town: "Places", actor: "Actors", report: "Reports" };

export function Search() {
  const field = useRef<HTMLInputElement>(null);
  const [text, type] = useState("");
  const [found, find] = useState<{ q: string; hits: Hit[] } | null>(null);
  const [at, move] = useState(0);
  const [open, show] = useState(false);
  /** Enter came before the answer did. */
  const hasty = useRef(false);
  const seen = useRef(searchWanted.value);
  if (seen.current !== searchWanted.value) {
    seen.current = searchWanted.value;
    queueMicrotask(() => field.current?.select());
  }
  useEffect(() => {
    const q = text.trim();
    if (q.length < 2) {
      find(null);
      return;
    }
    const timer = setTimeout(() => {
      ask<api.Search>("search", { q, limit: 8 }).then(
        (answer) => {
          if (field.current?.value.trim() !== q) return;
          const found = hits(answer);
          if (hasty.current && found[0]) return take(found[0]);
          hasty.current = false;
          find({ q, hits: found });
          move(0);
        },
        () => find({ q, hits: [] }),
      );
    }, 120);
    return () => clearTimeout(timer);
  }, [text]);
  const list = open && found ? found.hits : [];
  const take = (hit: Hit | undefined) => {
    if (!hit) return;
    hasty.current = false;
    hit.open();
    type("");
    show(false);
    field.current?.blur();
  };
  return (
    <div class="search">
      <input
        ref={field}
        type="text"
        inputMode="search"
        role="combobox"
        aria-expanded={list.length > 0}
        aria-controls="found"
        aria-activedescendant={list.length > 0 ? `found-${at}` : undefined}
        aria-label="Find a town, an actor or a report"
        placeholder="Find town, actor, report"
        spellcheck={false}
        autocomplete="off"
        value={text}
        onFocus={() => show(true)}
        onBlur={() => setTimeout(() => show(false), 150)}
        onInput={(event) => {
          hasty.current = false;
          type(event.currentTarget.value);
          show(true);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            if (list.length > 0) move((at + (event.key === "ArrowDown" ? 1 : list.length - 1)) % list.length);
          } else if (event.key === "Enter") {
            if (found?.q === text.trim()) take(list[at]);
            else hasty.current = text.trim().length >= 2;
          }
          else if (event.key === "Escape") {
            type("");
            event.currentTarget.blur();
          }
        }}
      />
      <kbd aria-hidden="true">/</kbd>
      {open && found && (
        <div class="found" id="found" role="listbox" aria-label="Found">
          {found.hits.length === 0 && (
            <p class="quiet">
              Nothing here is called “{found.q}”. Other spellings are tried by themselves; villages may need <code>dateline gazetteer add</code>.
            </p>
          )}
          {found.hits.map((hit, i) => (
            <>
              {hit.kind !== found.hits[i - 1]?.kind && (
                <h4 key={hit.kind} role="presentation">
                  {NAMES[hit.kind]}
                </h4>
              )}
              <div
                key={i}
                id={`found-${i}`}
                role="option"
                aria-selected={i === at}
                onPointerDown={(event) => {
                  event.preventDefault();
                  take(hit);
                }}
                onPointerEnter={() => move(i)}
              >
                <span>{hit.text}</span>
                <span class="quiet">{hit.note}</span>
                {hit.count !== null && <span class="count">{hit.count}</span>}
              </div>
            </>
          ))}
        </div>
      )}
    </div>
  );
}
