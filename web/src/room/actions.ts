/**
 * Actions: what a reader does to a claim. Each is one signed entry with a reason, and each can be undone.
 */
import { signal } from "@preact/signals";
import { tell } from "../api/client";
import type * as api from "../api/types";
import { asTrouble } from "../api/hook";
import { mayWrite } from "../state/ledger";
import { say } from "../ui/toasts";
import { lastReason, signer } from "./signature";

/** What waits for its reason. */
export interface Asking {
  title: string;
  /** What will be entered, line by line. */
  lines: string[];
  proposal: string;
  done: (why: string, who: string) => void;
}

export const asking = signal<Asking | null>(null);

let undoable: number[] = [];

/** Sends a correction; the note that it was done has its undo. */
async function enter(request: Omit<api.CorrectionRequest, "who">, text: string): Promise<boolean> {
  try {
    const answer = await tell<api.Entered>("corrections", { ...request, who: signer.value || "reader" });
    undoable = answer.entered.map((correction) => correction.id);
    say(text, request.action === "undo" ? {} : { undo: () => void undoLast() });
    return true;
  } catch (error) {
    const trouble = asTrouble(error);
    say([trouble.message, trouble.hint].filter(Boolean).join(" "), { trouble: true });
    return false;
  }
}

/** Takes back what was entered last. */
export async function undoLast(): Promise<void> {
  const ids = undoable;
  undoable = [];
  if (ids.length === 0) {
    say("Nothing to undo on this visit; the page of corrections lists them all.");
    return;
  }
  for (const id of ids.reverse()) await enter({ action: "undo", correction: id, why: "undone" }, "Undone.");
}

function ready(): boolean {
  if (mayWrite.value) return true;
  say("This server lets you read, not write. Ask who runs it for a token, or run `dateline serve` yourself.", { trouble: true });
  return false;
}

/** Reads and agrees: asks nothing. */
export async function accept(claim: api.Claim): Promise<boolean> {
  if (!ready()) return false;
  return enter({ action: "accept", claim: claim.claim, why: "read and agreed" }, "Accepted.");
}

/** Asks for the reason once and then goes on. */
function reasoned(title: string, lines: string[], proposal: string): Promise<string | null> {
  return new Promise((answer) => {
    asking.value = {
      title,
      lines,
      proposal: proposal === "" ? lastReason.value : proposal,
      done: (why, who) => {
        asking.value = null;
        if (why !== "") {
          lastReason.value = why;
          signer.value = who;
        }
        answer(why === "" ? null : why);
      },
    };
  });
}

export async function reject(claim: api.Claim): Promise<boolean> {
  if (!ready()) return false;
  const why = await reasoned("Reject this claim", [claim.quote.text], "");
  return why !== null && enter({ action: "reject", claim: claim.claim, why }, "Rejected. It moves nothing any more.");
}

export async function edit(claim: api.Claim, set: Record<string, unknown>, lines: string[]): Promise<boolean> {
  if (!ready() || Object.keys(set).length === 0) return false;
  const why = await reasoned("Change this claim", lines, "");
  return why !== null && enter({ action: "edit", claim: claim.claim, set, why }, "Changed.");
}

export async function merge(claim: api.Claim, into: { id: string; text: string }): Promise<boolean> {
  if (!ready()) return false;
  const why = await reasoned("Merge with", [into.text], "the same occurrence");
  return why !== null && enter({ action: "merge", claim: claim.claim, with: into.id, why }, "Merged.");
}

/** A claim that the machine missed. */
export async function add(request: Omit<api.ClaimRequest, "who" | "why">, lines: string[]): Promise<api.Claim | null> {
  if (!ready()) return null;
  const why = await reasoned("Add this claim", lines, "");
  if (why === null) return null;
  try {
    const answer = await tell<api.ClaimEntered>("claims/new", { ...request, why, who: signer.value || "reader" });
    say("Added. It counts like any other claim.");
    return answer.claim;
  } catch (error) {
    const trouble = asTrouble(error);
    say([trouble.message, trouble.hint].filter(Boolean).join(" "), { trouble: true });
    return null;
  }
}
