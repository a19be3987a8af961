/** Corrections: what was changed in the ledger, by whom, and why. */
import { useAsk } from "../api/hook";
import { ask, tell } from "../api/client";
import type * as api from "../api/types";
import { mayWrite } from "../state/ledger";
import { go } from "../state/store";
import { Coming, Go, Wrong } from "../ui/pieces";
import { say } from "../ui/toasts";
import { signer } from "../room/signature";

export function CorrectionsView() {
  const { data, trouble } = useAsk<api.Corrections>("corrections", { limit: 200 });
  const undo = (correction: api.Correction) => {
    const who = signer.value;
    void tell<api.Entered>("corrections", { action: "undo", correction: correction.id, why: "undone", who: who || "reader" }).then(
      () => say("Undone. The correction stays in the ledger, and stands no more."),
      (error: unknown) => say(String(error), { trouble: true }),
    );
  };
  return (
    <div class="view" role="region" aria-label="Corrections" tabIndex={0}>
      <header class="head">
        <h1>Corrections</h1>
        <p class="quiet">
          Every change that a person made: nothing is overwritten, each is signed, dated and reasoned. The ledger’s hash chain is checked from a
          terminal: <code>dateline verify</code>.
        </p>
      </header>
      {trouble && <Wrong trouble={trouble} />}
      {!data && !trouble && <Coming lines={8} />}
      {data && data.corrections.length === 0 && (
        <div class="teach">
          <p>Nobody has corrected anything yet.</p>
          <p class="quiet">
            Begin with the <Go to={{ view: "review" }}>review queue</Go>: what is most doubtful and matters most comes first.
          </p>
        </div>
      )}
      {data && data.corrections.length > 0 && (
        <table class="list">
          <thead>
            <tr><th>On</th><th>Who</th><th>Claim</th><th>Field</th><th>Before</th><th>After</th><th>Why</th><th /></tr>
          </thead>
          <tbody>
            {data.corrections.map((correction) => (
              <tr key={correction.id} class={correction.undone ? "undone" : ""}>
                <td class="date">{correction.on}</td>
                <td>{correction.who}</td>
                <td class="words">
                  <button class="plain" onClick={() => void open(correction.claim)} dir="auto">
                    {correction.quote}
                  </button>
                </td>
                <td class="mono">{correction.field}</td>
                <td class="mono quiet">{short(correction.before)}</td>
                <td class="mono">{short(correction.after)}</td>
                <td dir="auto">{correction.why}</td>
                <td>{!correction.undone && mayWrite.value && <button onClick={() => undo(correction)}>Undo</button>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

async function open(claim: string): Promise<void> {
  try {
    const page = await ask<api.ClaimPage>(`claims/${encodeURIComponent(claim)}`);
    go({ view: "reports", report: page.claim.report, claim: page.claim.claim });
  } catch (error) {
    say(String(error), { trouble: true });
  }
}

function short(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
