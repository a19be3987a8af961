/** The top: what is in the ledger, search, the two days, the layer, the views, export. */
import { useRef, useState } from "preact/hooks";
import { signal } from "@preact/signals";
import { summary } from "../state/ledger";
import type { Layer, View } from "../state/page";
import { go, on, page } from "../state/store";
import { iso, parseDay, typedDay, type Day } from "../time/days";
import { bounds, jump } from "../time/slider";
import { exporting, helping } from "./dialogs";
import { Go } from "./pieces";
import { Search } from "./search";
import { choice, dark } from "./theme";

const count = (n: number) => n.toLocaleString("en").replaceAll(",", "\u202f");

/** Where the keyboard goes for `t`. */
export const dateWanted = signal(0);

export function TopBar() {
  const told = summary.value;
  const { view, layer } = page.value;
  return (
    <header class="top">
      <Go to={{ view: "map", report: null, claim: null }} class="name">
        Dateline
      </Go>
      <span class="sums">{told ? `${count(told.reports)} reports · ${count(told.claims)} claims` : "…"}</span>
      <Search />
      <label class="when">
        <span>true on</span>
        <DayField value={on.value} label="True on this day" set={(day) => day !== null && jump(day)} wanted />
      </label>
      <label class="when known">
        <span>as known on</span>
        <DayField value={page.value.asOf} label="As known on this day; empty for all that is known" none="latest" set={(day) => go({ asOf: day })} />
      </label>
      <div class="switch layers" role="group" aria-label="Layer">
        {(["assessed", "claimed"] as Layer[]).map((name) => (
          <button key={name} aria-pressed={layer === name} onClick={() => go({ layer: name })} title={name === "claimed" ? "What the parties claim, even where it is not borne out" : "What the evidence bears out"}>
            {name === "assessed" ? "Assessed" : "Claimed"}
          </button>
        ))}
      </div>
      <nav class="switch views" aria-label="Views">
        {VIEWS.map(([name, text]) => (
          <Go key={name} to={{ view: name, report: null, claim: null }} {...(view === name ? { "aria-current": "page" as const } : {})}>
            {text}
          </Go>
        ))}
      </nav>
      <span class="gap" />
      <button class="icon" onClick={() => (choice.value = dark.value ? "light" : "dark")} aria-label={dark.value ? "Light" : "Dark"} title={dark.value ? "Light" : "Dark"}>
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <circle cx="10" cy="10" r="6.2" fill="none" stroke="currentColor" stroke-width="1.5" />
          <path d="M10 3.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
        </svg>
      </button>
      <button class="icon help" onClick={() => (helping.value = true)} aria-label="Keys" title="Keys (?)">
        ?
      </button>
      <button class="export" onClick={() => (exporting.value = true)} title="Export (x)">
        Export
      </button>
    </header>
  );
}

const VIEWS: [View, string][] = [
  ["map", "Map"],
  ["events", "Events"],
  ["reports", "Reports"],
  ["review", "Review"],
  ["sources", "Sources"],
  ["coverage", "Coverage"],
  ["audit", "Audit"],
];

/** A day that can be typed in any usual way; Enter takes it, Escape leaves it. */
function DayField({ value, label, set, none = "", wanted = false }: { value: Day | null; label: string; none?: string; set: (day: Day | null) => void; wanted?: boolean }) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, type] = useState<string | null>(null);
  const seen = useRef(dateWanted.value);
  if (wanted && seen.current !== dateWanted.value) {
    seen.current = dateWanted.value;
    queueMicrotask(() => field.current?.select());
  }
  const shown = typed ?? (value === null ? none : iso(value));
  const read = typed === null ? null : typedDay(typed);
  const wrong = typed !== null && typed.trim() !== "" && typed !== none && read === null;
  const take = () => {
    if (typed === null) return;
    if (typed.trim() === "" && none !== "") set(null);
    else if (read !== null) {
      const [low, high] = bounds();
      set(none === "" ? Math.max(low, Math.min(high, read)) : read);
    }
    type(null);
  };
  return (
    <input
      ref={field}
      class={wrong ? "day wrongly" : value === null ? "day none" : "day"}
      aria-label={label}
      aria-invalid={wrong}
      title="2017-11-04, 4 Nov 2017, Nov 2017 or 2017; ↑ ↓ step a day"
      size={10}
      spellcheck={false}
      autocomplete="off"
      value={shown}
      onFocus={(event) => event.currentTarget.select()}
      onInput={(event) => type(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") {
          take();
          event.currentTarget.blur();
        } else if (event.key === "Escape") {
          type(null);
          event.currentTarget.blur();
        } else if ((event.key === "ArrowUp" || event.key === "ArrowDown") && value !== null) {
          event.preventDefault();
          set((parseDay(iso(value)) ?? 0) + (event.key === "ArrowUp" ? 1 : -1));
          type(null);
        }
      }}
    />
  );
}
