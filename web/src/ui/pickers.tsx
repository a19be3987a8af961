/** Pickers: a type, a place, an actor, chosen from what the program knows. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ask } from "../api/client";
import { useAsk } from "../api/hook";
import type * as api from "../api/types";
import { typeWord } from "../town/words";

/** All types by family. */
export function Type({ value, set, any = false, label = "Type", disabled = false }: { value: string; set: (type: string) => void; any?: boolean; label?: string; disabled?: boolean }) {
  const { data } = useAsk<api.Types>("types");
  const known = data?.families.some((family) => family.types.some((type) => type.type === value)) ?? false;
  return (
    <select aria-label={label} value={value} disabled={disabled} onChange={(event) => set(event.currentTarget.value)}>
      {any && <option value="">all types</option>}
      {value !== "" && !known && <option value={value}>{value}</option>}
      {data?.families.map((family) => (
        <optgroup key={family.family} label={family.family}>
          {any && <option value={family.family}>{family.family}: all</option>}
          {family.types.map((type) => (
            <option key={type.type} value={type.type}>
              {type.title || typeWord(type.type)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

export interface Choice {
  id: string;
  name: string;
  note: string;
}

/** Places of the gazetteer whose name begins so. */
export async function places(q: string): Promise<Choice[]> {
  const found = await ask<api.Gazetteer>("gazetteer", { q, limit: 8 });
  return found.places.map(({ key, place }) => ({
    id: place.id ?? key,
    name: place.name,
    note: [place.kind, place.admin1, place.country].filter(Boolean).join(", "),
  }));
}

/** Actors of the registry; `parties` gives the sides that they fight for. */
export async function actors(q: string): Promise<Choice[]> {
  const found = await ask<api.Actors>("actors", { q, limit: 8 });
  return found.actors.map((actor) => ({ id: actor.id, name: actor.name, note: actor.party.id === actor.id ? actor.kind : actor.party.name }));
}

export async function parties(q: string): Promise<Choice[]> {
  const found = await ask<api.Actors>("actors", { q, limit: 12 });
  const all = found.actors.map((actor) => ({ id: actor.party.id, name: actor.party.name, note: actor.party.id === actor.id ? actor.kind : `side of ${actor.name}` }));
  return all.filter((party, i) => all.findIndex((other) => other.id === party.id) === i);
}

/** A field that looks up what is typed; what is chosen is an entry, never free text. */
export function Lookup({ value, label, find, set, empty = "–" }: { value: string; label: string; find: (q: string) => Promise<Choice[]>; set: (choice: Choice | null) => void; empty?: string }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, type] = useState<string | null>(null);
  const [found, show] = useState<Choice[]>([]);
  const [at, move] = useState(0);
  useEffect(() => {
    if (typed === null || typed.trim().length < 2) {
      show([]);
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      find(typed.trim()).then(
        (choices) => {
          if (!current) return;
          show(choices);
          move(0);
        },
        () => current && show([]),
      );
    }, 120);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [typed]);
  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    set(choice);
    type(null);
    show([]);
  };
  return (
    <span class="lookup">
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={found.length > 0}
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        placeholder={empty}
        autocomplete="off"
        spellcheck={false}
        value={typed ?? value}
        onFocus={(event) => event.currentTarget.select()}
        onInput={(event) => type(event.currentTarget.value)}
        onBlur={() => {
          if (typed !== null && typed.trim() === "" && value !== "") set(null);
          type(null);
          show([]);
        }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            if (found.length > 0) move((at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
          } else if (event.key === "Enter" && found.length > 0) {
            event.preventDefault();
            take(found[at]);
          } else if (event.key === "Escape" && typed !== null) {
            event.stopPropagation();
            type(null);
          }
        }}
      />
      {found.length > 0 && (
        <ul id={id} role="listbox" aria-label={label}>
          {found.map((choice, i) => (
            <li
              key={choice.id}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === at}
              onPointerDown={(event) => {
                event.preventDefault();
                take(choice);
              }}
            >
              {choice.name} <span class="quiet">{choice.note}</span>
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}
