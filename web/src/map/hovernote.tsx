/** The note beside the hand: a town's name and how it stands. */
import { partyNames, scene } from "../state/ledger";
import { on, page } from "../state/store";
import { spelled, span } from "../time/days";
import { Sentence } from "../ui/pieces";
import { standing } from "../town/words";
import { hand, hovered } from "./view";

export function HoverNote() {
  const [all, i, at] = [scene.value, hovered.value, hand.value];
  const town = i === null ? undefined : all?.towns[i];
  if (!all || i === null || !town || !at) return null;
  const told = all.at(i, on.value, page.value.layer);
  const party = (id: string) => ({ id, name: partyNames.value.get(id) ?? id });
  return (
    <div class="hovernote" style={{ left: `${at.x}px`, top: `${at.y}px` }} role="status">
      <b>{town.name}</b> <span class="quiet">{[town.area ? town.kind : null, town.admin1].filter(Boolean).join(", ")}</span>
      <br />
      {told.look ? (
        <Sentence
          large
          pieces={standing({
            status: told.look.status,
            holder: told.look.party === null ? null : party(told.look.party),
            others: told.look.parties.map(party),
          })}
        />
      ) : (
        "Nobody has told of it yet"
      )}
      {told.look && (
        <div class="quiet">
          {[
            told.from === null ? null : `since ${spelled(told.from)}`,
            told.look.claimedOnly ? "claimed only" : null,
            told.age === null ? null : told.age === 0 ? "told of this day" : `last told of ${span(told.age)} before`,
          ]
            .filter(Boolean)
            .join(" · ")}
        </div>
      )}
    </div>
  );
}
