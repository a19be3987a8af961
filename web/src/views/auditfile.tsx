/** A file opened for an audit: whose columns it has, and which of them say what. Its rows go to the server's memory, and no further. */
import { useState } from "preact/hooks";
import { forget, tellOnly } from "../api/client";
import { asTrouble } from "../api/hook";
import type * as api from "../api/types";
import { Type } from "../ui/pickers";
import { say } from "../ui/toasts";
import { FIELDS, guess, header, scheme, toml, type Columns } from "./auditwords";

type Scheme = api.AuditRequest["as"];

const SCHEMES: [Scheme, string][] = [
  ["ged", "UCDP GED, of any version, also Candidate files"],
  ["acled", "ACLED’s exports"],
  ["viina", "VIINA: events, or control by day"],
  ["table", "another table"],
];

interface Picked {
  name: string;
  text: string;
  names: string[];
}

export function OpenFile({ done, leave }: { done: (of: string) => void; leave: (() => void) | null }) {
  const [file, take] = useState<Picked | null>(null);
  const [as, choose] = useState<Scheme>("ged");
  const [columns, map] = useState<Columns>({});
  const [type, setType] = useState("battle.clash");
  const [country, setCountry] = useState("");
  const [wrong, blame] = useState<string | null>(null);
  const [busy, work] = useState(false);
  const pick = async (chosen: File | undefined) => {
    if (!chosen) return;
    const text = await chosen.text();
    const names = header(text);
    take({ name: chosen.name, text, names });
    choose(scheme(names));
    map(guess(names));
    blame(null);
  };
  const send = async () => {
    if (!file) return;
    work(true);
    blame(null);
    const stem = file.name.replace(/\.[^.]*$/, "");
    try {
      const opened = await tellOnly<api.AuditOpened>("audit", {
        as,
        name: file.name,
        rows: file.text,
        ...(as === "table" ? { columns: toml(stem, columns, { type, country }) } : {}),
      });
      forget();
      if (opened.unread > 0) {
        const [first] = opened.troubles;
        say(`${opened.unread} ${opened.unread === 1 ? "row" : "rows"} could not be read${first ? `: line ${first.line}, ${first.message}` : ""}`, { trouble: true });
      }
      done(opened.audit.of);
    } catch (error) {
      const trouble = asTrouble(error);
      blame([trouble.message, trouble.hint].filter(Boolean).join(" "));
    } finally {
      work(false);
    }
  };
  return (
    <form
      class="openfile"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label>
        Open a file of rows: CSV, with commas, semicolons or tabs
        <input type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" onChange={(event) => void pick(event.currentTarget.files?.[0])} />
      </label>
      {file && (
        <>
          <fieldset>
            <legend>Whose columns</legend>
            {SCHEMES.map(([id, text]) => (
              <label key={id} class="check">
                <input type="radio" name="scheme" checked={as === id} onChange={() => choose(id)} /> {text}
              </label>
            ))}
          </fieldset>
          {as === "table" && (
            <fieldset>
              <legend>Which column says what; place and day are needed, and the holder or the type</legend>
              <div class="columnmap">
                {FIELDS.map(([field, text]) => (
                  <label key={field}>
                    {text}
                    <select value={columns[field] ?? ""} onChange={(event) => map({ ...columns, [field]: event.currentTarget.value })}>
                      <option value="">–</option>
                      {file.names.map((name) => (
                        <option key={name} value={name}>{name}</option>
                      ))}
                    </select>
                  </label>
                ))}
                {!columns.country && (
                  <label>
                    Country of all rows
                    <input value={country} maxLength={2} placeholder="SY" onInput={(event) => setCountry(event.currentTarget.value)} />
                  </label>
                )}
                {!columns.holder && !columns.type && (
                  <label>
                    Type of all rows
                    <Type value={type} set={setType} />
                  </label>
                )}
              </div>
            </fieldset>
          )}
        </>
      )}
      {wrong !== null && <p class="wrong" role="alert">{wrong}</p>}
      <p class="buttons">
        <button type="submit" class="strong" disabled={!file || busy}>{busy ? "Reading …" : "Audit it"}</button>
        {leave && <button type="button" onClick={leave}>Leave it</button>}
      </p>
      <p class="quiet small">Its rows are kept in the server’s memory until it ends, for you and whoever may write here. Nothing of them enters the ledger.</p>
    </form>
  );
}
