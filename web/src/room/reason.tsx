/** The one question before a change: why, and who says so. */
import { useState } from "preact/hooks";
import { Dialog } from "../ui/dialogs";
import { asking, type Asking } from "./actions";
import { signer } from "./signature";

export function ReasonDialog() {
  const now = asking.value;
  return now ? <Form key={now.title + now.lines.join()} asked={now} /> : null;
}

function Form({ asked }: { asked: Asking }) {
  const [why, write] = useState(asked.proposal);
  const [who, sign] = useState(signer.value);
  return (
    <Dialog title={asked.title} close={() => asked.done("", "")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (why.trim() !== "") asked.done(why.trim(), who.trim());
        }}
      >
        <ul class="lines">
          {asked.lines.map((line, i) => (
            <li key={i} dir="auto">
              {line}
            </li>
          ))}
        </ul>
        <label>
          Why
          <input type="text" value={why} required autofocus onFocus={(event) => event.currentTarget.select()} onInput={(event) => write(event.currentTarget.value)} placeholder="so that others can follow" />
        </label>
        <label>
          Signed
          <input type="text" value={who} onInput={(event) => sign(event.currentTarget.value)} placeholder="your name or initials" />
        </label>
        <p class="quiet small">Nothing is overwritten: this is one more entry of the ledger, and it can be undone.</p>
        <p class="buttons">
          <button type="button" onClick={() => asked.done("", "")}>
            Leave it
          </button>
          <button type="submit" class="strong" disabled={why.trim() === ""}>
            Enter it
          </button>
        </p>
      </form>
    </Dialog>
  );
}
