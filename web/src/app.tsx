/**
 * The page: a line of questions above, the map or a list in the middle, the reasons to the right, time below.
 */
import { useEffect } from "preact/hooks";
import { summary, trouble } from "./state/ledger";
import { page } from "./state/store";
import { MapPage } from "./map/mappage";
import { TopBar } from "./ui/topbar";
import { ExportDialog, HelpDialog } from "./ui/dialogs";
import { TokenDialog } from "./ui/token";
import { Toasts } from "./ui/toasts";
import { listen } from "./ui/keys";
import { Wrong } from "./ui/pieces";
import { EventsView } from "./views/events";
import { ReportsView } from "./views/reports";
import { SourcesView } from "./views/sources";
import { CoverageView } from "./views/coverage";
import { AuditView } from "./views/audit";
import { ReviewView } from "./room/review";
import { ReadingRoom } from "./room/room";

function Body() {
  const { view, report } = page.value;
  switch (view) {
    case "map":
      return <MapPage />;
    case "events":
      return <EventsView />;
    case "reports":
      return report === null ? <ReportsView /> : <ReadingRoom report={report} />;
    case "review":
      return <ReviewView />;
    case "sources":
      return <SourcesView />;
    case "coverage":
      return <CoverageView />;
    case "audit":
      return <AuditView />;
  }
}

export function App() {
  useEffect(listen, []);
  const { view, report, place } = page.value;
  useEffect(() => {
    const name = summary.value?.ledger.name;
    document.title = [view === "map" ? null : view, "Dateline", name].filter(Boolean).join(" · ");
  }, [view, report, place, summary.value]);
  return (
    <div class={`page view-${view}`}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <TopBar />
      <main id="main">
        {trouble.value ? (
          <div class="lost">
            <Wrong trouble={trouble.value} />
            <button onClick={() => location.reload()}>Try again</button>
          </div>
        ) : (
          <Body />
        )}
      </main>
      <HelpDialog />
      <ExportDialog />
      <TokenDialog />
      <Toasts />
    </div>
  );
}
