/** Light or dark: what the system says, unless somebody chose. */
import { computed, effect, signal } from "@preact/signals";
import { markOf } from "../map/marks";
import type { Theme } from "../map/symbols";

export type Choice = "system" | "light" | "dark";

const KEY = "dateline-theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const systemDark = signal(system.matches);
system.addEventListener("change", () => (systemDark.value = system.matches));

const stored = localStorage.getItem(KEY);
export const choice = signal<Choice>(stored === "light" || stored === "dark" ? stored : "system");

export const dark = computed(() => (choice.value === "system" ? systemDark.value : choice.value === "dark"));

export const LIGHT: Theme = {
  dark: false,
  land: "#f5f3ed",
  water: "#d3e3ec",
  river: "#a5c4d8",
  waterText: "#4f7d99",
  border: "#aaa69b",
  ink: "#17202e",
  grey: "#667085",
  paper: "#ffffff",
};

export const DARK: Theme = {
  dark: true,
  land: "#20262f",
  water: "#10151c",
  river: "#3d566b",
  waterText: "#7fa6c2",
  border: "#5b6472",
  ink: "#e8ecf2",
  grey: "#9aa5b5",
  paper: "#14191f",
};

export const theme = computed<Theme>(() => (dark.value ? DARK : LIGHT));

effect(() => {
  document.documentElement.dataset["theme"] = dark.value ? "dark" : "light";
  if (choice.value === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, choice.value);
});

/** Colour of a party's name in a sentence. */
export function nameColour(mark: number | null | undefined): string {
  return mark === null || mark === undefined ? "inherit" : (markOf(mark).text[dark.value ? 1 : 0] ?? "inherit");
}

/** Colour of a party's symbol. */
export function fillColour(mark: number | null | undefined): string {
  return mark === null || mark === undefined ? "var(--grey)" : (markOf(mark).fill[dark.value ? 1 : 0] ?? "var(--grey)");
}
