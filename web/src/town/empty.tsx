/** A ledger in which nobody tells who holds anything: what to do about it. */
import { summary } from "../state/ledger";

export function Empty() {
  const told = summary.value;
  return (
    <section class="panel teach" aria-label="Nothing yet">
      <h2>No town yet</h2>
      <p>
        {told?.reports === 0
          ? "This ledger holds no reports."
          : told?.reports === 1
            ? "This ledger holds one report, and it does not tell who holds a town."
            : `This ledger holds ${told?.reports ?? 0} reports, and none of them tells who holds a town.`}
      </p>
      <p>Read some:</p>
      <pre>dateline read archive/ wires.jsonl --ledger {told?.ledger.name ?? "war.db"}</pre>
      <p class="quiet">Text, HTML, feeds, WARC, JSON Lines and Parquet are told apart by themselves. Then reload this page. Or look at what it can do:</p>
      <pre>dateline demo</pre>
    </section>
  );
}
