/** The map's page: map and time to the left, the town or what changed to the right. */
import { scene, summary } from "../state/ledger";
import { place, since } from "../state/store";
import { TimeBar } from "../time/timebar";
import { ChangesPanel } from "../town/changes";
import { TownPanel } from "../town/panel";
import { Empty } from "../town/empty";
import { HoverNote } from "./hovernote";
import { Legend } from "./legend";
import { MapView } from "./mapview";
import { still } from "./view";
import { TownList } from "./townlist";

export function MapPage() {
  const [town, from] = [place.value, since.value];
  const told = summary.value;
  const empty = told !== null && scene.value !== null && scene.value.towns.length === 0;
  return (
    <div class="mappage">
      <div class="stage">
        <MapView />
        <TownList />
        <Legend />
        <HoverNote />
        {still.value && <p class="still">This browser draws no WebGL: the map stands still. Search, the list of towns (tab) and all days work.</p>}
        <p class="statement">
          {told?.statement ?? "Shows what was reported, not what is known"}. {(told?.credits ?? ["Natural Earth", "GeoNames CC BY 4.0"]).join(" · ")}
        </p>
      </div>
      <TimeBar />
      <div class="side">
        {empty ? <Empty /> : town !== null ? <TownPanel place={town} /> : <ChangesPanel since={from} />}
      </div>
    </div>
  );
}
