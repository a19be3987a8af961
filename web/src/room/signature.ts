/** Who signs, kept in this browser; what was last said as a reason, kept for this visit. */
import { effect, signal } from "@preact/signals";
import { summary } from "../state/ledger";

const KEY = "dateline-signature";
export const signer = signal(localStorage.getItem(KEY) ?? "");
export const lastReason = signal("");

effect(() => {
  if (signer.value !== "") localStorage.setItem(KEY, signer.value);
});

effect(() => {
  const proposed = summary.value?.writing.who;
  if (signer.peek() === "" && proposed) signer.value = proposed;
});
