/**
 * The towns in view as a list: the map for whoever does not see it or does not use a hand. It shows itself when the keyboard comes
 * to it, and the town that has the focus is ringed on the map.
 */
import { useEffect, useState } from "preact/hooks";
import { partyNames, scene } from "../state/ledger";
import { go, place } from "../state/store";
import { iso } from "../time/days";
import { plain, standing } from "../town/words";
import { flyTo, hovered, layout } from "./view";
import type { Look } from "./symbols";

const MOST = 250;

interface Row {
  town: number;
  key: string;
  name: string;
  text: string;
}

function say(look: Look): string {
  const party = (id: string) => ({ id, name: partyNames.value.get(id) ?? id });
  const doubt = [look.claimedOnly ? "claimed only" : null, look.stale ? "old news" : null].filter(Boolean).join(", ");
  const text = plain(standing({ status: look.status, holder: look.party === null ? null : party(look.party), others: look.parties.map(party) }));
  return doubt === "" ? text : `${text} (${doubt})`;
}

export function TownList() {
  const [{ rows, day }, show] = useState<{ rows: Row[]; day: string }>({ rows: [], day: "" });
  const laid = layout.value;
  // After the hand rests: a list of hundreds is nothing to do in a frame.
  useEffect(() => {
    const timer = setTimeout(() => {
      const all = scene.peek();
      if (!all || !laid) return;
      const found = laid.spots.flatMap((spot): Row[] => {
        const town = all.towns[spot.town];
        return town ? [{ town: spot.town, key: town.key, name: town.name, text: say(spot.look) }] : [];
      });
      show({ rows: found.sort((a, b) => a.name.localeCompare(b.name)).slice(0, MOST), day: iso(laid.day) });
    }, 250);
    return () => clearTimeout(timer);
  }, [laid]);
  return (
    <ul class="townlist" aria-label="Towns in view" data-day={day}>
      {rows.map((row) => (
        <li key={row.key}>
          <button
            data-key={row.key}
            aria-pressed={place.value === row.key}
            onFocus={() => (hovered.value = row.town)}
            onBlur={() => (hovered.value = null)}
            onClick={() => {
              const town = scene.value?.towns[row.town];
              go({ place: row.key, claim: null });
              if (town) flyTo(town.lat, town.lon, 5);
            }}
          >
            <b>{row.name}</b> {row.text}
          </button>
        </li>
      ))}
    </ul>
  );
}
