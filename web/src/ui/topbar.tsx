/** The top: what is in the ledger, search, the two days, the layer, the views, export. */
import { useEffect, useRef } from "preact/hooks";
import { summary } from "../state/ledger";
import type { Layer, View } from "../state/page";
import { asOf, go, layer, on, view } from "../state/store";
import { jump } from "../time/slider";
import { grouped } from "./grouped";
import { DayField } from "./dayfield";
import { exporting, helping } from "./dialogs";
import { Go } from "./pieces";
import { Search } from "./search";
import { choice, dark } from "./theme";

export function TopBar() {
  const told = summary.value;
  const [shown, chosen] = [view.value, layer.value];
  return (
    <header class="top">
      <Go to={{ view: "map", report: null, claim: null }} class="name">
        Dateline
      </Go>
      <span class="sums">{told ? `${grouped(told.reports)} ${told.reports === 1 ? "report" : "reports"} · ${grouped(told.claims)} ${told.claims === 1 ? "claim" : "claims"}` : "…"}</span>
      <Search />
      {shown === "map" && (
        <>
          <label class="when">
            <span>true on</span>
            <TrueOn />
          </label>
          <label class="when known">
            <span>as known on</span>
            <DayField value={asOf.value} label="As known on this day; empty for all that is known" none="latest" set={(day) => go({ asOf: day })} />
          </label>
          <div class="switch layers" role="group" aria-label="Layer">
            {(["assessed", "claimed"] as Layer[]).map((name) => (
              <button key={name} aria-pressed={chosen === name} onClick={() => go({ layer: name })} title={name === "claimed" ? "What the parties claim, even where it is not borne out" : "What the evidence bears out"}>
                {name === "assessed" ? "Assessed" : "Claimed"}
              </button>
            ))}
          </div>
        </>
      )}
      <nav class="switch views" aria-label="Views">
        {VIEWS.map(([name, text]) => (
          <Go key={name} to={{ view: name, report: null, claim: null }} {...(shown === name ? { "aria-current": "page" as const } : {})}>
            {text}
          </Go>
        ))}
      </nav>
      <More />
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
];

const REST: [View, string][] = [
  ["sources", "Sources"],
  ["coverage", "Coverage"],
  ["audit", "Audit"],
  ["corrections", "Corrections"],
];

/** Alone in following every day of a drag. */
function TrueOn() {
  return <DayField value={on.value} label="True on this day" set={(day) => day !== null && jump(day)} wanted />;
}

/** The views that are asked for less often. */
function More() {
  const menu = useRef<HTMLDetailsElement>(null);
  const shown = view.value;
  const here = REST.find(([name]) => name === shown);
  useEffect(() => {
    menu.current?.removeAttribute("open");
  }, [shown]);
  return (
    <details ref={menu} class={here ? "more here" : "more"} onBlur={(event) => !menu.current?.contains(event.relatedTarget as Node | null) && menu.current?.removeAttribute("open")}>
      <summary>{here?.[1] ?? "More"}</summary>
      <nav aria-label="More views">
        {REST.map(([name, text]) => (
          <Go key={name} to={{ view: name, report: null, claim: null }} {...(shown === name ? { "aria-current": "page" as const } : {})}>
            {text}
          </Go>
        ))}
        <div class="onphone" role="group" aria-label="Page">
          {shown === "map" && (
            <button onClick={() => go({ layer: layer.peek() === "assessed" ? "claimed" : "assessed" })}>
              {layer.value === "assessed" ? "What parties claim" : "What is assessed"}
            </button>
          )}
          <button onClick={() => (exporting.value = true)}>Export</button>
          <button onClick={() => (choice.value = dark.value ? "light" : "dark")}>{dark.value ? "Light" : "Dark"}</button>
        </div>
      </nav>
    </details>
  );
}
