/**
 * Keys: one listener for the page, and views that add their own while they are open.
 */
import type { View } from "../state/page";
import { go, page } from "../state/store";
import { play, step } from "../time/slider";
import { exporting, helping } from "./dialogs";
import { searchWanted } from "./search";
import { dateWanted } from "./dayfield";

type Handler = (event: KeyboardEvent) => boolean;
const handlers: Handler[] = [];

/** A view's own keys; asked before the page's. Returns how to take them away. */
export function keys(handler: Handler): () => void {
  handlers.unshift(handler);
  return () => {
    handlers.splice(handlers.indexOf(handler), 1);
  };
}

const VIEWS: Record<string, View> = { m: "map", e: "events", r: "reports", v: "review", s: "sources", c: "coverage", a: "audit", h: "corrections" };

/** Whether the key belongs to a field that is being typed into. */
function typing(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  return target !== null && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) && !(target instanceof HTMLInputElement && target.type === "checkbox");
}

/** A button or link takes the space bar for itself. */
function pressing(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  return target !== null && (target.closest("button, a, summary, [role=button]") !== null || target instanceof HTMLInputElement);
}

/** When `g` was pressed last. */
let going = -Infinity;

/** Listens; returns how to stop. */
export function listen(): () => void {
  const down = (event: KeyboardEvent) => {
    if (event.defaultPrevented || typing(event)) return;
    if (event.ctrlKey || event.metaKey) return;
    if (document.querySelector("dialog[open]")) return;
    if (performance.now() - going < 1200 && !event.altKey) {
      going = -Infinity;
      const view = VIEWS[event.key];
      if (view) {
        event.preventDefault();
        go({ view, report: null, claim: null });
        return;
      }
    }
    if (!event.altKey && handlers.some((handler) => handler(event))) {
      event.preventDefault();
      return;
    }
    if (act(event)) event.preventDefault();
  };
  document.addEventListener("keydown", down);
  return () => document.removeEventListener("keydown", down);
}

function act(event: KeyboardEvent): boolean {
  const { key, shiftKey, altKey } = event;
  const onMap = page.value.view === "map";
  switch (key) {
    case "/":
      searchWanted.value++;
      return true;
    case "?":
      helping.value = true;
      return true;
    case "g":
      going = performance.now();
      return true;
    case "t":
      dateWanted.value++;
      return true;
    case "x":
      exporting.value = true;
      return true;
    case "l":
      go({ layer: page.value.layer === "assessed" ? "claimed" : "assessed" });
      return true;
    case "Escape":
      if (page.value.report !== null) go({ report: null, claim: null });
      else if (page.value.place !== null) go({ place: null, claim: null });
      else if (page.value.since !== null) go({ since: null });
      return true;
    case "ArrowLeft":
    case "ArrowRight": {
      if (!onMap) return false;
      const sign = key === "ArrowLeft" ? -1 : 1;
      if (altKey) step(0, sign);
      else step(sign * (shiftKey ? 7 : 1));
      return true;
    }
    case " ":
      if (!onMap || pressing(event)) return false;
      play();
      return true;
    default:
      return false;
  }
}
