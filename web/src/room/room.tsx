/** The reading room: a report as a page, and beside it what was coded from the claim that is looked at. */
import { useLayoutEffect, useState } from "preact/hooks";
import { useAsk } from "../api/hook";
import type * as api from "../api/types";
import { mayWrite, summary } from "../state/ledger";
import { claim, go } from "../state/store";
import { spelledIso } from "../time/days";
import { keys } from "../ui/keys";
import { Coming, Go, PartyName, Url, Wrong } from "../ui/pieces";
import { ReadOnly } from "../ui/token";
import { KINDS, own, straight, TURNED, typeWord } from "../town/words";
import { accept, reject, undoLast } from "./actions";
import { CodedRow, editWanted, mergeWanted } from "./coded";
import { Inset } from "./inset";
import { NewClaim, type Selection_ } from "./newclaim";
import { ReasonDialog } from "./reason";
import { ReportText } from "./reporttext";

export function ReadingRoom({ report }: { report: string }) {
  const { data, trouble } = useAsk<api.ReportPage>(`reports/${encodeURIComponent(report)}`);
  const [marked, mark] = useState<Selection_ | null>(null);
  const [adding, startAdding] = useState<Selection_ | null>(null);
  const claims = data ? [...data.claims].sort((a, b) => a.quote.start - b.quote.start || a.quote.end - b.quote.end) : [];
  const all = data ? [...claims, ...data.rejected] : [];
  const wanted = claim.value;
  const picked = all.find((one) => one.claim === wanted) ?? (wanted === null ? claims[0] : undefined) ?? claims[0] ?? null;
  const rejected = picked !== null && (data?.rejected.some((claim) => claim.claim === picked.claim) ?? false);
  const pick = (id: string) => {
    startAdding(null);
    go({ claim: id });
  };
  // With the drawing and not after it: a key may come in the same moment.
  useLayoutEffect(
    () =>
      keys((event) => {
        const at = claims.findIndex((claim) => claim.claim === picked?.claim);
        const near = claims[Math.max(0, Math.min(claims.length - 1, at + (event.key === "j" ? 1 : -1)))];
        switch (event.key) {
          case "j":
          case "k":
            if (near) pick(near.claim);
            return true;
          case "a":
            if (picked && !rejected) void accept(picked);
            return true;
          case "r":
            if (picked && !rejected) void reject(picked);
            return true;
          case "e":
            editWanted.value++;
            return true;
          case "m":
            mergeWanted.value++;
            return true;
          case "c":
            if (marked && mayWrite.value) startAdding(marked);
            return marked !== null;
          case "u":
            void undoLast();
            return true;
          default:
            return false;
        }
      }),
    [data, picked?.claim, rejected, marked],
  );
  if (trouble) return <div class="view"><Wrong trouble={trouble} /></div>;
  if (!data) return <div class="room"><div class="paper"><Coming lines={16} /></div></div>;
  const { report: told } = data;
  return (
    <div class="room">
      <article class="paper">
        <header>
          <p class="quiet">
            <Go to={{ view: "reports", report: null, claim: null }}>Reports</Go> · {data.claims.length} {data.claims.length === 1 ? "claim" : "claims"}
            {data.rejected.length > 0 && ` · ${data.rejected.length} rejected`}
          </p>
          <h1 dir="auto">{straight(told.title ?? "untitled")}</h1>
          <p class="quiet">
            {[own(told.publisher ?? "no publisher"), told.published ? spelledIso(told.published) : "undated"].join(" · ")}
            {data.publisher?.kind && ` · ${KINDS[data.publisher.kind] ?? data.publisher.kind}`}
            {data.publisher?.leans_to.map((party) => (
              <span key={party.id}> · leans to <PartyName {...party} /></span>
            ))}
            {told.url !== null && <> · <Url url={told.url} /></>}
          </p>
        </header>
        {data.fates.map((fate) => <p key={`${fate.fate}${fate.by ?? ""}`} class="rejected">{fateWords(fate)}</p>)}
        {claims.length === 0 && (
          <p class="teach quiet">Nothing was coded from this report. Mark a sentence and press <kbd>c</kbd> to code what the machine missed.</p>
        )}
        <ReportText text={told.text} claims={claims} picked={picked?.claim ?? null} pick={pick} mark={mark} />
        {/[\u202d\u202e]/.test(told.text) && <p class="quiet small turned">{TURNED} stands for a mark that would turn the letters round.</p>}
        {data.copies.length > 0 && (
          <footer class="copies">
            <h3>Copies of the same story, counted once</h3>
            <ul>
              {data.copies.map((copy) => (
                <li key={copy.id}>
                  <Go to={{ view: "reports", report: copy.id, claim: null }}>{copy.title ?? copy.publisher ?? copy.id}</Go>{" "}
                  <span class="quiet">{[own(copy.publisher ?? ""), copy.published && spelledIso(copy.published)].filter(Boolean).join(", ")}</span>
                </li>
              ))}
            </ul>
          </footer>
        )}
        {data.versions.length > 1 && (
          <footer class="copies">
            <h3>Versions of this page: the newest counts</h3>
            <ul>
              {data.versions.map((version) => (
                <li key={`${version.report} ${version.published}`}>
                  <Go to={{ view: "reports", report: version.report, claim: null }}>{version.title ?? version.report}</Go>{" "}
                  <span class="quiet">{version.published ? spelledIso(version.published) : "undated"}</span>
                </li>
              ))}
            </ul>
          </footer>
        )}
        <p class="quiet small hash" title="SHA-256 of the report">{told.sha256}</p>
      </article>
      <aside class="beside" aria-label="What was coded">
        {marked && !adding && mayWrite.value && (
          <p class="marked">
            <button class="strong" onClick={() => startAdding(marked)}>
              Code these words <kbd>c</kbd>
            </button>
            <span class="quiet" dir="auto"> “{marked.text.slice(0, 60)}{marked.text.length > 60 ? "…" : ""}”</span>
          </p>
        )}
        {adding ? (
          <NewClaim report={told} marked={adding} close={() => startAdding(null)} />
        ) : picked ? (
          <>
            <h2>
              {typeWord(picked.type)} <span class="quiet">{picked.where[0]?.name}</span>
              <span class="step figures quiet">
                {claims.findIndex((claim) => claim.claim === picked.claim) + 1 || "–"} of {claims.length}
              </span>
            </h2>
            {rejected && <p class="rejected">Rejected by a reader: it moves nothing. Undo it on the <Go to={{ view: "corrections", report: null, claim: null }}>page of corrections</Go>.</p>}
            <CodedRow claim={picked} rejected={rejected} />
            {!mayWrite.value && <ReadOnly token={summary.value?.writing.token === true} />}
            <Inset claim={picked} />
            <Others claim={picked} data={data} />
            <History claim={picked} data={data} />
          </>
        ) : (
          <p class="quiet">No claim yet.</p>
        )}
      </aside>
      <ReasonDialog />
    </div>
  );
}

/** What else says so, and who says otherwise. */
function Others({ claim, data }: { claim: api.Claim; data: api.ReportPage }) {
  const found = data.elsewhere.find((one) => one.claim === claim.claim);
  if (!found || found.same.length + found.otherwise.length === 0) return <p class="quiet small">No other report in the ledger says so, and none says otherwise.</p>;
  const list = (title: string, copies: api.CopyOf[]) =>
    copies.length > 0 && (
      <>
        <h3>{title}</h3>
        <ul class="elsewhere">
          {copies.slice(0, 12).map((copy) => (
            <li key={copy.claim}>
              <Go to={{ view: "reports", report: copy.report, claim: copy.claim }}>
                <span dir="auto">{straight(copy.quote)}</span>
              </Go>
              <span class="quiet small"> {[own(copy.publisher ?? ""), copy.published && spelledIso(copy.published)].filter(Boolean).join(", ")}</span>
            </li>
          ))}
        </ul>
      </>
    );
  return (
    <>
      {list("Also says so", found.same)}
      {list("Says otherwise", found.otherwise)}
    </>
  );
}

function History({ claim, data }: { claim: api.Claim; data: api.ReportPage }) {
  const own = data.corrections.filter((correction) => correction.claim === claim.claim);
  if (own.length === 0) return null;
  return (
    <>
      <h3>Changed by readers</h3>
      <ul class="history">
        {own.map((correction) => (
          <li key={correction.id} class={correction.undone ? "undone" : ""}>
            <span class="mono">{correction.field}</span> {JSON.stringify(correction.before)} → {JSON.stringify(correction.after)}
            <div class="quiet small">
              {correction.who}, {correction.on}: {correction.why}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Why a report moves nothing. */
function fateWords(fate: api.Fate): string {
  const on = fate.on ? ` on ${spelledIso(fate.on)}` : "";
  switch (fate.fate) {
    case "replaced":
      return `The page was changed${on}: the newer version counts, and this one no longer.`;
    case "retracted":
      return `Its publisher took this report back${on}: it moves nothing.`;
    case "withdrawn":
      return `Withdrawn by ${fate.who ?? "a reader"}${on}: ${fate.why ?? ""}`;
    default:
      return "This report takes another one back; it moves nothing itself.";
  }
}
