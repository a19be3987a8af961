/**
 * What the page knows of the ledger as a whole: its summary, its parties' marks, all days of all towns.
 */
import { computed, effect, signal } from "@preact/signals";
import { ask, edition, type Trouble } from "../api/client";
import { asTrouble } from "../api/hook";
import type * as api from "../api/types";
import { Clusters } from "../map/clusters";
import { deal } from "../map/deal";
import { Scene } from "../map/scene";
import { iso, parseDay } from "../time/days";
import { asOf, newest } from "./store";

export const summary = signal<api.Summary | null>(null);
export const scene = signal<Scene | null>(null);
export const trouble = signal<Trouble | null>(null);

/** Party id → number of its mark: the same whichever day is asked about, on whichever clock. */
export const marks = signal<ReadonlyMap<string, number>>(new Map());

/** Party id → name. */
export const partyNames = computed<ReadonlyMap<string, string>>(
  () => new Map((summary.value?.parties ?? []).map((party) => [party.id, party.name])),
);

export const clusters = computed(() => (scene.value ? new Clusters(scene.value) : null));

/** Whether this reader may write. */
export const mayWrite = computed(() => summary.value?.writing.allowed === true);

let round = 0;

effect(() => {
  void edition.value;
  const known = asOf.value;
  const mine = ++round;
  const query = { as_of: known === null ? null : iso(known) };
  Promise.all([ask<api.Summary>("summary"), ask<api.MapChanges>("map/changes"), ask<api.MapChanges>("map/changes", query)]).then(
    ([told, all, changes]) => {
      if (mine !== round) return;
      marks.value = deal(told.parties.map((party) => party.id), all);
      newest.value = parseDay(told.last) ?? Math.floor(Date.now() / 86_400_000);
      summary.value = told;
      scene.value = new Scene(changes, marks.value);
      trouble.value = null;
    },
    (error: unknown) => {
      if (mine === round) trouble.value = asTrouble(error);
    },
  );
});
