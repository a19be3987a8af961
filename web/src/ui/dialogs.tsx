/** Dialogs: what the keys do, and what can be taken away as a file. */
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { route } from "../api/client";
import { savePicture } from "../map/picture";
import { on, page } from "../state/store";
import { iso } from "../time/days";
import { Type } from "./pickers";
import { say } from "./toasts";

export const helping = signal(false);
export const exporting = signal(false);

/** A dialog of the browser's own: it keeps the focus in, and Escape closes it. */
export function Dialog({ title, close, children, wide = false }: { title: string; close: () => void; children: ComponentChildren; wide?: boolean }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={wide ? "wide" : ""}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class="inside">
        <h2>{title}</h2>
        {children}
        <button class="close" aria-label="Close" onClick={close}>
          ×
        </button>
      </div>
    </dialog>
  );
}

const KEYS: [string, [string, string][]][] = [
  [
    "Time",
    [
      ["← →", "a day back, a day on"],
      ["shift ← →", "a week"],
      ["alt ← →", "a month"],
      ["space", "play, stop"],
      ["t", "type a date"],
      ["shift drag", "mark a range: what changed in it"],
    ],
  ],
  [
    "Go",
    [
      ["/", "find a town, an actor, a report"],
      ["g m", "map"],
      ["g e", "events"],
      ["g r", "reports"],
      ["g v", "review"],
      ["g s · g c", "sources · coverage"],
      ["g a · g h", "audit · corrections"],
      ["esc", "close what is open"],
    ],
  ],
  [
    "Map",
    [
      ["l", "assessed or claimed"],
      ["+ −", "closer, farther (map in focus)"],
      ["w a s d", "move (map in focus)"],
      ["x", "export, picture"],
    ],
  ],
  [
    "Reading and review",
    [
      ["j k", "next, previous claim"],
      ["a", "accept"],
      ["r", "reject"],
      ["e", "edit"],
      ["m", "merge with another"],
      ["c", "code the words that are marked"],
      ["u", "undo"],
      ["o", "open the report (in review)"],
    ],
  ],
];

export function HelpDialog() {
  if (!helping.value) return null;
  return (
    <Dialog title="Keys" close={() => (helping.value = false)} wide>
      <div class="keys">
        {KEYS.map(([name, rows]) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl>
              {rows.map(([key, does]) => (
                <div key={key}>
                  <dt>
                    {key.split(" ").map((one, i) => (one === "·" || one === "drag" ? <span key={i}>{one}</span> : <kbd key={i}>{one}</kbd>))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p class="quiet">The address bar holds all that is shown: copy it to show a colleague the same. Back undoes.</p>
    </Dialog>
  );
}

const FORMATS: [string, string, string][] = [
  ["csv", "CSV", "spreadsheets, R, pandas"],
  ["jsonl", "JSON Lines", "whole claims, nothing flattened"],
  ["parquet", "Parquet", "large tables"],
  ["geojson", "GeoJSON", "web maps"],
  ["geoparquet", "GeoParquet", "large maps"],
  ["gpkg", "GeoPackage", "QGIS, with valid_from and valid_to"],
  ["kml", "KML", "Google Earth, with its time slider"],
  ["ged", "UCDP GED", "its columns; events with a death"],
  ["acled", "ACLED-style", "its columns"],
  ["polecat", "POLECAT", "its columns"],
  ["hxl", "HXL", "tagged for humanitarian use"],
];

export function ExportDialog() {
  const [format, choose] = useState("csv");
  const [of, chooseOf] = useState("control");
  const [shape, setShape] = useState("intervals");
  const [type, setType] = useState("");
  const [onlyHere, setHere] = useState(false);
  if (!exporting.value) return null;
  const now = page.value;
  // The columns of others are events, whatever else is asked.
  const fixed = ["ged", "acled", "polecat"].includes(format);
  const table = fixed ? "events" : of;
  const control = table === "control";
  const url = route("export", {
    to: format,
    of: fixed ? null : of,
    shape: control && shape !== "intervals" ? shape.split(" ")[0] : null,
    step: control ? shape.split(" ")[1] : null,
    on: control && shape === "snapshots" ? iso(on.value) : null,
    type: control ? null : type,
    place: onlyHere ? now.place : null,
    from: now.since === null ? null : iso(now.since),
    until: now.since === null ? null : iso(on.value),
    as_of: now.asOf === null ? null : iso(now.asOf),
  });
  const picture = (kind: "png" | "svg") =>
    savePicture(kind).catch((error: unknown) => say(`The picture could not be made: ${String(error)}`, { trouble: true }));
  return (
    <Dialog title="Export" close={() => (exporting.value = false)} wide>
      {now.view === "map" && (
        <section class="pictures">
          <h3>This map as a picture</h3>
          <p>
            <button onClick={() => void picture("png")}>PNG</button> <button onClick={() => void picture("svg")}>SVG</button>
            <span class="quiet"> with its date, legend, credits and the sentence that it shows what was reported</span>
          </p>
        </section>
      )}
      <section>
        <h3>Data</h3>
        <div class="formats" role="radiogroup" aria-label="Format">
          {FORMATS.map(([id, name, note]) => (
            <label key={id}>
              <input type="radio" name="format" checked={format === id} onChange={() => choose(id)} />
              <span>
                <b>{name}</b> <span class="quiet">{note}</span>
              </span>
            </label>
          ))}
        </div>
        <div class="fields">
          {!fixed && (
            <label>
              Table
              <select value={of} onChange={(event) => chooseOf(event.currentTarget.value)}>
                <option value="control">control: who held what, from when to when</option>
                <option value="events">events</option>
                <option value="claims">claims</option>
              </select>
            </label>
          )}
          {control && (
            <label>
              Shape
              <select value={shape} onChange={(event) => setShape(event.currentTarget.value)}>
                <option value="intervals">intervals: one row a stretch of days</option>
                <option value="panel day">panel: one row a town and day</option>
                <option value="panel month">panel: one row a town and month</option>
                <option value="snapshots">snapshot of {iso(on.value)}</option>
              </select>
            </label>
          )}
          {!control && (
            <label>
              Type
              <Type value={type} any set={setType} />
            </label>
          )}
          {now.place !== null && (
            <label class="check">
              <input type="checkbox" checked={onlyHere} onChange={(event) => setHere(event.currentTarget.checked)} /> only the town that is open
            </label>
          )}
        </div>
        <p class="quiet">
          Quotations are short; no full text leaves. {now.asOf !== null && `As known on ${iso(now.asOf)}. `}
          {now.since !== null && `${iso(now.since)} to ${iso(on.value)}. `}
          The same from a terminal: <code>dateline export --to {format}</code>, which also writes the codebook and <code>datapackage.json</code>.
        </p>
        <p>
          <a class="button strong" href={url} download>
            Download
          </a>
        </p>
      </section>
    </Dialog>
  );
}
