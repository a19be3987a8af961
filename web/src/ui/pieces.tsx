/** Small things that every view is made of. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Trouble } from "../api/client";
import { marks } from "../state/ledger";
import type { Page } from "../state/page";
import { address, follow } from "../state/store";
import { capital, type Piece } from "../town/words";
import { nameColour } from "./theme";

/** A sentence with its parties in their colours. */
export function Sentence({ pieces, large = false }: { pieces: Piece[]; large?: boolean }) {
  return (
    <>
      {(large ? capital(pieces) : pieces).map((piece, i) =>
        typeof piece === "string" ? piece : <PartyName key={i} id={piece.party.id} name={piece.party.name} />,
      )}
    </>
  );
}

/** A party's name in its colour. */
export function PartyName({ id, name }: { id: string | null; name: string }) {
  return (
    <b class="party" style={{ color: nameColour(id === null ? null : marks.value.get(id)) }}>
      {name}
    </b>
  );
}

/** A link within the page. */
export function Go({ to, children, ...rest }: { to: Partial<Page>; children: ComponentChildren; class?: string; title?: string; "aria-current"?: "page" }) {
  return (
    <a
      {...rest}
      href={address(to)}
      onPointerDown={(event) => (event.currentTarget.href = address(to))}
      onFocus={(event) => (event.currentTarget.href = address(to))}
      onClick={(event) => follow(event, to)}
    >
      {children}
    </a>
  );
}

/** What a list is narrowed by. Where there is little room it lies folded above the list. */
export function Filters({ label, narrowed, submit, children }: { label: string; narrowed: boolean; submit?: () => void; children: ComponentChildren }) {
  const [open, unfold] = useState(false);
  return (
    <>
      <button class="narrowing" aria-expanded={open} onClick={() => unfold(!open)}>
        {narrowed ? "Filters, some set" : "Filters"}
      </button>
      <form
        class={open ? "filters open" : "filters"}
        role="search"
        aria-label={label}
        onSubmit={(event) => {
          event.preventDefault();
          submit?.();
        }}
      >
        {children}
      </form>
    </>
  );
}

/** What went wrong and what to do. */
export function Wrong({ trouble }: { trouble: Trouble }) {
  return (
    <div class="wrong" role="alert">
      <p>{trouble.message}</p>
      {trouble.hint !== null && <p class="quiet">{trouble.hint}</p>}
    </div>
  );
}

/** Lines of the shape of what is coming. */
export function Coming({ lines = 6 }: { lines?: number }) {
  return (
    <div class="coming" aria-busy="true" aria-label="Loading">
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} class={`w${(i * 5) % 4}`} />
      ))}
    </div>
  );
}

/** A bar from 0 to 1 with its figure. */
export function Weight({ value, of = "weight", named = false }: { value: number; of?: string; named?: boolean }) {
  return (
    <span class="weight" title={`${of} ${value.toFixed(2)}`}>
      {named && `${of} `}
      {value.toFixed(1)}
      <svg viewBox="0 0 56 4" aria-hidden="true">
        <rect width="56" height="4" rx="2" class="rail" />
        <rect width={Math.max(0, Math.min(1, value)) * 56} height="4" rx="2" />
      </svg>
    </span>
  );
}

/** An address as the report gave it: a link only where it is one, text wherever else. */
export function Url({ url }: { url: string }) {
  return /^https?:\/\//i.test(url) ? (
    <a href={url} target="_blank" rel="noreferrer noopener nofollow">
      {url}
    </a>
  ) : (
    <span class="mono">{url}</span>
  );
}
