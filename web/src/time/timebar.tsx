/** The bottom of the map: play, slider, what the bars are, and how to step. */
import { summary } from "../state/ledger";
import { go, on, since } from "../state/store";
import { DayField } from "../ui/dayfield";
import { axisSpan, play, playing, Slider, zoomAxis } from "./slider";

export function TimeBar() {
  const from = since.value;
  return (
    <div class="timebar">
      <button class="play" onClick={play} aria-label={playing.value ? "Stop" : "Play the days"} aria-pressed={playing.value} title="Play (space)">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          {playing.value ? <path d="M7 5h3.6v14H7zM13.4 5H17v14h-3.6z" /> : <path d="M8 4.5v15l12-7.5z" />}
        </svg>
      </button>
      <div class="track">
        <Slider />
        <div class="notes">
          <span class="what">{summary.value ? `claims a week, ${axisSpan()}` : "reading the ledger …"}</span>
          <span class="zoom">
            <button onClick={() => zoomAxis(2)} aria-label="Show more days" title="Show more days">−</button>
            <button onClick={() => zoomAxis(0.5)} aria-label="Show fewer days" title="Show fewer days">+</button>
          </span>
          <label class={from === null ? "since" : "since set"}>
            <input
              type="checkbox"
              checked={from !== null}
              onChange={(event) => go({ since: event.currentTarget.checked ? on.peek() - 30 : null })}
            />
            what changed since
            {from !== null && (
              <DayField value={from} label="Changes since" set={(day) => day !== null && go({ since: day })} />
            )}
          </label>
          <span class="hint">← → day · shift week · alt month · space play</span>
        </div>
      </div>
    </div>
  );
}
