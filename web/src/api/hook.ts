/** Asking from within a component: what is there, what went wrong, whether it is still coming. */
import { useEffect, useState } from "preact/hooks";
import { ask, edition, Trouble } from "./client";

export interface Asked<T> {
  data: T | null;
  trouble: Trouble | null;
  /** What `data` shows answers an older question. */
  stale: boolean;
}

type Query = Record<string, string | number | null | undefined>;

/** Asks whenever path or query change, and whenever somebody has written; keeps the last answer on show until the next is there. */
export function useAsk<T>(path: string | null, query: Query = {}): Asked<T> {
  const [state, set] = useState<Asked<T> & { of: string | null }>({ data: null, trouble: null, stale: true, of: null });
  const key = path === null ? null : `${path}?${JSON.stringify(query)}#${edition.value}`;
  useEffect(() => {
    if (path === null) return;
    let current = true;
    set((last) => ({ ...last, stale: true }));
    ask<T>(path, query).then(
      (data) => current && set({ data, trouble: null, stale: false, of: path }),
      (error: unknown) => current && set({ data: null, trouble: asTrouble(error), stale: false, of: path }),
    );
    return () => {
      current = false;
    };
  }, [key]);
  // An answer about another town is worse than none.
  return state.of === path ? state : { data: null, trouble: null, stale: true };
}

export function asTrouble(error: unknown): Trouble {
  return error instanceof Trouble ? error : new Trouble(0, String(error), null);
}
