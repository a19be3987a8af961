/**
 * What changed: the towns whose status differs between two days, newest change first. Worked out here, from the scene; no question
 * goes to the server while the slider moves.
 */
import { Symbol } from "../map/legend";
import { flyTo, regionOf } from "../map/view";
import { sameStanding, type Scene } from "../map/scene";
import type { Look } from "../map/symbols";
import { partyNames, scene, summary } from "../state/ledger";
import { address, areas, follow, go, layer, restedOn } from "../state/store";
import { busiest, monthOf } from "../time/busiest";
import { spelled, type Day } from "../time/days";
import { Coming, Sentence } from "../ui/pieces";
import { standing, type Piece } from "./words";

interface Changed {
  town: number;
  on: Day;
  before: Look | null;
  after: Look;
}

function changes(all: Scene, from: Day, to: Day): Changed[] {
  const found: Changed[] = [];
  for (let i = 0; i < all.towns.length; i++) {
    if (all.towns[i]?.area === true && !areas.value) continue;
    const after = all.at(i, to, layer.value).look;
    if (!after) continue;
    const before = all.at(i, from, layer.value).look;
    if (!sameStanding(before, after)) found.push({ town: i, on: all.changedOn(i, from, to), before, after });
  }
  return found.sort((a, b) => b.on - a.on || a.town - b.town);
}

function say(look: Look | null): Piece[] {
  if (!look) return ["nobody had told of it"];
  const party = (id: string) => ({ id, name: partyNames.value.get(id) ?? id });
  return standing({ status: look.status, holder: look.party === null ? null : party(look.party), others: look.parties.map(party) });
}

const MOST = 60;

/** Times of which most is told, for whoever stands where little is. */
function Busy({ all, now }: { all: Scene; now: Day }) {
  const times = busiest(summary.value?.weeks ?? []).filter((time) => now < time.from || now > time.to);
  if (times.length === 0) return null;
  return (
    <>
      <h3>Times of which most is told</h3>
      <ul class="busy">
        {times.map(({ from, to, claims }) => {
          const there = () => regionOf(all, (i) => Number(all.changedOn(i, from, to) > from));
          return (
            <li key={to}>
              <button
                class="plain"
                onClick={() => {
                  const camera = there();
                  go({ on: to, since: null, ...(camera ? { camera } : {}) });
                }}
              >
                {monthOf(from + 14)}
              </button>
              <span class="count">{claims} claims</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

export function ChangesPanel({ since }: { since: Day | null }) {
  const all = scene.value;
  const day = restedOn.value;
  const asked = since !== null;
  const from = since ?? day - 30;
  const [a, b] = from <= day ? [from, day] : [day, from];
  const found = all ? changes(all, a, b) : [];
  return (
    <section class="panel" aria-label="What changed">
      <header>
        <h2>{asked ? "What changed" : spelled(day)}</h2>
        <p class="quiet">
          {asked ? `${spelled(a)} to ${spelled(b)}` : "the 30 days before"} · {all ? `${found.length} ${found.length === 1 ? "place" : "places"}` : "…"}
        </p>
      </header>
      {!all && <Coming lines={10} />}
      {all && found.length === 0 && (
        <div class="teach">
          <p>No report tells of a change in these days. That may be peace, or silence.</p>
          <p class="quiet">
            Move the slider, type a date, or look at <a href={address({ view: "coverage" })} onClick={(event) => follow(event, { view: "coverage" })}>coverage</a> to see how much was
            reported then.
          </p>
        </div>
      )}
      <ol class="changes">
        {found.slice(0, MOST).map((change) => {
          const town = all?.towns[change.town];
          if (!town) return null;
          const to = { place: town.key };
          return (
            <li key={town.key}>
              <a
                href={address(to)}
                onClick={(event) => {
                  follow(event, to);
                  flyTo(town.lat, town.lon, 5.5);
                }}
              >
                <Symbol look={change.after} size={20} />
                <span class="what">
                  <b>{town.name}</b> <span class="quiet">{town.admin1 === town.name ? "" : town.admin1}</span>
                  <br />
                  <Sentence pieces={say(change.after)} large />
                  <span class="quiet small was">
                    before: {change.before === null ? "nobody had told of it" : <Sentence pieces={say(change.before)} />}
                  </span>
                </span>
                <time class="quiet small">{spelled(change.on)}</time>
              </a>
            </li>
          );
        })}
      </ol>
      {all && !asked && found.length < 6 && <Busy all={all} now={day} />}
      {found.length > MOST && <p class="quiet">and {found.length - MOST} more; take a shorter time</p>}
      {!asked && (
        <p class="quiet small foot">
          Pick a town on the map, or find one with <kbd>/</kbd>. All keys: <kbd>?</kbd>
          {summary.value?.embargo && <> · Reports after {summary.value.embargo.until} are held back on this server.</>}
        </p>
      )}
    </section>
  );
}
