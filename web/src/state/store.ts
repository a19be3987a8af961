/**
 * The page's state in one signal, and the address bar that follows it.
 *
 * A drag of the slider is hundreds of states and one step back: `go` writes a step, `slide` overwrites the last one and waits a
 * moment before it troubles the browser.
 */
import { computed, effect, signal } from "@preact/signals";
import type { Day } from "../time/days";
import { read, write, type Page } from "./page";

export const page = signal<Page>(read(location.pathname, location.search));

/** The day of the newest evidence, which is meant where no day is said; set when the ledger's summary is there. */
export const newest = signal<Day>(0);

/** The day that the map shows. */
export const on = computed<Day>(() => page.value.on ?? newest.value);

/**
 * Parts of the state, for whoever needs no more: a drag changes the page's state in every frame, and a component that reads all of it
 * is made anew in every frame.
 */
export const view = computed(() => page.value.view);
export const place = computed(() => page.value.place);
export const report = computed(() => page.value.report);
export const claim = computed(() => page.value.claim);
export const asOf = computed(() => page.value.asOf);
export const since = computed(() => page.value.since);
export const layer = computed(() => page.value.layer);
export const camera = computed(() => page.value.camera);
export const only = computed(() => page.value.only);
export const areas = computed(() => page.value.areas);
export const filters = computed(() => page.value.filters);

/** The day, once the hand rests: for what asks the server or writes a list. */
export const restedOn = signal<Day>(0);
let [resting, drawn]: [number | undefined, number] = [undefined, 0];
effect(() => {
  const day = on.value;
  clearTimeout(resting);
  cancelAnimationFrame(drawn);
  const rest = () => (resting = window.setTimeout(() => (restedOn.value = day), 140));
  if (restedOn.peek() === 0) restedOn.value = day;
  // Counted from when the day was drawn: where a frame takes longer than that, a hand that moves would rest in every one. A page
  // that nobody sees draws none.
  else if (document.hidden) rest();
  else drawn = requestAnimationFrame(rest);
});

let pending: number | undefined;

function settle(): void {
  if (pending === undefined) return;
  clearTimeout(pending);
  pending = undefined;
  history.replaceState(null, "", write(page.value));
}

/** A step that `back` undoes. */
export function go(change: Partial<Page>): void {
  settle();
  const next = { ...page.value, ...change };
  const address = write(next);
  if (address !== location.pathname + location.search) history.pushState(null, "", address);
  page.value = next;
}

/** A state among many, such as one day of a drag. */
export function slide(change: Partial<Page>): void {
  page.value = { ...page.value, ...change };
  clearTimeout(pending);
  pending = window.setTimeout(settle, 250);
}

/** Sets and unsets filters of a list; an empty value unsets. */
export function narrow(change: Record<string, string | null>): void {
  const filters: Record<string, string> = { ...page.value.filters };
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === "") delete filters[name];
    else filters[name] = value;
  }
  go({ filters });
}

/** A plain click on a link becomes a step; with a modifier it stays the browser's. */
export function follow(event: MouseEvent, change: Partial<Page>): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(change);
}

/** The address of a state, for links. Does not follow the state: a link asks again when a hand comes near it. */
export function address(change: Partial<Page>): string {
  return write({ ...page.peek(), ...change });
}

addEventListener("popstate", () => {
  clearTimeout(pending);
  pending = undefined;
  page.value = read(location.pathname, location.search);
});
