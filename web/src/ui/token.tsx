/** The token that lets a reader write where the server is not their own. */
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { setToken } from "../api/client";
import { Dialog } from "./dialogs";

export const signingIn = signal(false);

export function TokenDialog() {
  const [token, write] = useState("");
  if (!signingIn.value) return null;
  const close = () => (signingIn.value = false);
  return (
    <Dialog title="Write with a token" close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setToken(token.trim());
          close();
        }}
      >
        <p class="quiet">Whoever runs this server has it. It is kept for this tab only.</p>
        <label>
          Token
          <input type="password" value={token} autocomplete="off" autofocus onInput={(event) => write(event.currentTarget.value)} />
        </label>
        <p class="buttons">
          <button type="button" onClick={close}>
            Leave it
          </button>
          <button type="submit" class="strong">
            Use it
          </button>
        </p>
      </form>
    </Dialog>
  );
}

/** Says that this server is read only for this reader, and how that can change. */
export function ReadOnly({ token }: { token: boolean }) {
  return (
    <p class="quiet">
      This server lets you read, not write.{" "}
      {token && (
        <button class="plain" onClick={() => (signingIn.value = true)}>
          I have a token
        </button>
      )}
    </p>
  );
}
