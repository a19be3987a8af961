/** The review queue: what is most doubtful and matters most comes first; one key decides, and the next is there. */
import { useLayoutEffect, useState } from "preact/hooks";
import { useAsk } from "../api/hook";
import type * as api from "../api/types";
import { mayWrite, summary } from "../state/ledger";
import { claim, filters, go, narrow } from "../state/store";
import { spelledIso } from "../time/days";
import { keys } from "../ui/keys";
import { Coming, Go, Weight, Wrong } from "../ui/pieces";
import { ReadOnly } from "../ui/token";
import { Quote, TypeChip } from "../town/evidence";
import { own, sourceLine } from "../town/words";
import { accept, reject, undoLast } from "./actions";
import { CodedRow, editWanted, mergeWanted } from "./coded";
import { Inset } from "./inset";
import { ReasonDialog } from "./reason";

const STATES: [string, string][] = [
  ["", "waiting"],
  ["checked", "checked once"],
  ["second-checked", "checked twice"],
  ["disputed", "disputed"],
  ["rejected", "rejected"],
];

export function ReviewView() {
  const state = filters.value["state"] ?? "";
  const { data, trouble } = useAsk<api.Review>("review", { state, limit: 80 });
  const [done, finish] = useState<ReadonlySet<string>>(new Set());
  const items = (data?.items ?? []).filter((item) => !done.has(item.claim.claim));
  const at = Math.max(0, items.findIndex((item) => item.claim.claim === claim.value));
  const now = items[at];
  const next = () => items[at + 1] ?? items[at - 1];
  const after = (judged: api.Claim, happened: boolean) => {
    if (!happened) return;
    const following = next()?.claim.claim ?? null;
    finish(new Set([...done, judged.claim]));
    go({ claim: following });
  };
  const move = (by: number) => {
    const to = items[Math.max(0, Math.min(items.length - 1, at + by))];
    if (to) go({ claim: to.claim.claim });
  };
  // With the drawing and not after it: a key may come in the same moment.
  useLayoutEffect(
    () =>
      keys((event) => {
        switch (event.key) {
          case "j":
            move(1);
            return true;
          case "k":
            move(-1);
            return true;
          case "a":
            if (now) void accept(now.claim).then((happened) => after(now.claim, happened));
            return true;
          case "r":
            if (now) void reject(now.claim).then((happened) => after(now.claim, happened));
            return true;
          case "e":
            editWanted.value++;
            return true;
          case "m":
            mergeWanted.value++;
            return true;
          case "o":
          case "Enter":
            if (now) go({ view: "reports", report: now.claim.report, claim: now.claim.claim });
            return now !== undefined;
          case "u":
            finish(new Set());
            void undoLast();
            return true;
          default:
            return false;
        }
      }),
    [data, now?.claim.claim, done],
  );
  return (
    <div class="room reviewing">
      <section class="queue" aria-label="Review queue">
        <header class="head">
          <h1>Review</h1>
          <p class="quiet">
            {data ? `${data.total - done.size} claims` : "…"} · most doubtful and weighty first
            <span class="byKey"> · <kbd>j</kbd> <kbd>k</kbd> move, <kbd>a</kbd> accept, <kbd>r</kbd> reject, <kbd>e</kbd> edit, <kbd>m</kbd> merge, <kbd>u</kbd> undo</span>
          </p>
          <div class="switch" role="group" aria-label="State">
            {STATES.map(([id, text]) => (
              <button key={id} aria-pressed={state === id} onClick={() => narrow({ state: id })}>
                {text}
              </button>
            ))}
          </div>
          {!mayWrite.value && data && <ReadOnly token={summary.value?.writing.token === true} />}
        </header>
        {trouble && <Wrong trouble={trouble} />}
        {!data && !trouble && <Coming lines={12} />}
        {data && items.length === 0 && (
          <div class="teach">
            <p>{state === "" ? "Nothing waits." : "Nothing in this state."}</p>
            <p class="quiet">New reports bring new doubts: <code>dateline read …</code></p>
          </div>
        )}
        <ol>
          {items.map((item, i) => (
            <li key={item.claim.claim} class={i === at ? "now" : ""} ref={(element) => void (i === at && element?.scrollIntoView({ block: "nearest" }))}>
              <a
                href={`#${item.claim.claim}`}
                aria-current={i === at}
                onClick={(event) => {
                  event.preventDefault();
                  go({ claim: item.claim.claim });
                }}
              >
                <Quote claim={item.claim} />
                <span class="source">
                  <TypeChip claim={item.claim} />
                  {[item.claim.where[0]?.name, own(item.claim.publisher ?? ""), item.claim.published && spelledIso(item.claim.published)].filter(Boolean).join(" · ")}
                </span>
                {item.why.length > 0 && <span class="why quiet small">{item.why.join("; ")}</span>}
              </a>
              <span class="scores">
                <Weight value={item.doubt} of="doubt" named />
                <Weight value={item.consequence} of="at stake" named />
              </span>
            </li>
          ))}
        </ol>
      </section>
      <aside class="beside" aria-label="What was coded">
        {now ? (
          <>
            <h2>{item(now)}</h2>
            <p class="quiet small">
              <Go to={{ view: "reports", report: now.claim.report, claim: now.claim.claim }}>{now.title ?? "the report"}</Go> · {sourceLine(now.claim).join(" · ")}
            </p>
            <CodedRow claim={now.claim} />
            <Inset claim={now.claim} />
            {now.verdicts.length > 0 && (
              <>
                <h3>What reviewers did</h3>
                <ul class="history">
                  {now.verdicts.map((verdict, i) => (
                    <li key={i}>
                      {verdict.did}
                      {verdict.field !== undefined && <span class="mono"> {verdict.field}</span>}
                      <div class="quiet small">
                        {verdict.who}, {verdict.on}: {verdict.why}
                      </div>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        ) : (
          <p class="quiet">–</p>
        )}
      </aside>
      <ReasonDialog />
    </div>
  );
}

function item(now: api.ReviewItem): string {
  const state = STATES.find(([id]) => id === now.state)?.[1] ?? "not looked at yet";
  return `${now.claim.where[0]?.name ?? "no place"} · ${state}`;
}
