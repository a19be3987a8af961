/**
 * Asking the server: one function to read, one to write.
 *
 * Answers are kept for as long as the ledger has not grown, so that going back costs nothing; a correction forgets them all.
 */
import { signal } from "@preact/signals";
import type * as api from "./types";

/** What went wrong, in the server's words where it had any. */
export class Trouble extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly hint: string | null,
    readonly candidates: api.Candidate[] = [],
  ) {
    super(message);
  }
}

type Value = string | number | null | undefined;
const kept = new Map<string, Promise<unknown>>();

/** Grows whenever something was written, so that views ask again. */
export const edition = signal(0);

/** The address of a question. */
export function route(path: string, query: Record<string, Value> = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") params.set(name, String(value));
  }
  const text = params.toString();
  return `/api/v1/${path}${text === "" ? "" : `?${text}`}`;
}

/** Asks, or gives the answer that it had. */
export function ask<T>(path: string, query: Record<string, Value> = {}): Promise<T> {
  const url = route(path, query);
  const had = kept.get(url);
  if (had) return had as Promise<T>;
  const answer = fetched<T>(url, { headers: credentials() });
  kept.set(url, answer);
  answer.catch(() => kept.delete(url));
  if (kept.size > 200) kept.delete(kept.keys().next().value ?? "");
  return answer;
}

/** Writes, and lets every view ask again. */
export async function tell<T>(path: string, body: unknown): Promise<T> {
  const answer = await tellOnly<T>(path, body);
  forget();
  return answer;
}

/** Tells the server something that is in no ledger. */
export function tellOnly<T>(path: string, body: unknown): Promise<T> {
  return fetched<T>(route(path), {
    method: "POST",
    headers: { ...credentials(), "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Lets go of every answer: the ledger has grown. */
export function forget(): void {
  kept.clear();
  edition.value++;
}

async function fetched<T>(url: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch {
    throw new Trouble(0, "The server does not answer.", "Is `dateline serve` still running? Start it again, then reload this page.");
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return body as T;
  const error = (body as api.Error | null)?.error;
  throw new Trouble(
    response.status,
    error?.message ?? `The server answered ${response.status}.`,
    error?.hint ?? null,
    (body as api.Error | null)?.candidates ?? [],
  );
}

const TOKEN = "dateline-token";

function credentials(): Record<string, string> {
  const token = sessionStorage.getItem(TOKEN);
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

/** Keeps the token for this tab only. */
export function setToken(token: string): void {
  if (token === "") sessionStorage.removeItem(TOKEN);
  else sessionStorage.setItem(TOKEN, token);
  forget();
}
