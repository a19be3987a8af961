/** A field for a day: typed in any usual way, always shown as ISO, whatever the browser's country. */
import { signal } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import { iso, parseDay, typedDay, type Day } from "../time/days";
import { bounds } from "../time/slider";

/** Where the keyboard goes for `t`. */
export const dateWanted = signal(0);

/** A day of a record, as the API has it: ISO or nothing. */
export function IsoField({ value, label, set, disabled = false }: { value: string | null; label: string; set: (day: string | null) => void; disabled?: boolean }) {
  return disabled ? <span class="figures">{value ?? "–"}</span> : <DayField value={parseDay(value)} label={label} free set={(day) => set(day === null ? null : iso(day))} />;
}

/** A day that can be typed in any usual way; Enter takes it, Escape leaves it. */
export function DayField({ value, label, set, none = "", wanted = false, free = false }: { value: Day | null; label: string; none?: string; set: (day: Day | null) => void; wanted?: boolean; free?: boolean }) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, type] = useState<string | null>(null);
  const seen = useRef(dateWanted.value);
  if (wanted && seen.current !== dateWanted.value) {
    seen.current = dateWanted.value;
    queueMicrotask(() => field.current?.select());
  }
  const shown = typed ?? (value === null ? none : iso(value));
  const read = typed === null ? null : typedDay(typed);
  const wrong = typed !== null && typed.trim() !== "" && typed !== none && read === null;
  const take = () => {
    if (typed === null) return;
    if (typed.trim() === "" && (none !== "" || free)) set(null);
    else if (read !== null) {
      const [low, high] = bounds();
      set(none === "" && !free ? Math.max(low, Math.min(high, read)) : read);
    }
    type(null);
  };
  return (
    <input
      ref={field}
      class={wrong ? "day wrongly" : value === null ? "day none" : "day"}
      aria-label={label}
      aria-invalid={wrong}
      title="2017-11-04, 4 Nov 2017, Nov 2017 or 2017; ↑ ↓ step a day"
      size={10}
      spellcheck={false}
      autocomplete="off"
      value={shown}
      onFocus={(event) => event.currentTarget.select()}
      onInput={(event) => type(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") {
          take();
          event.currentTarget.blur();
        } else if (event.key === "Escape") {
          type(null);
          event.currentTarget.blur();
        } else if ((event.key === "ArrowUp" || event.key === "ArrowDown") && value !== null) {
          event.preventDefault();
          set((parseDay(iso(value)) ?? 0) + (event.key === "ArrowUp" ? 1 : -1));
          type(null);
        }
      }}
    />
  );
}
