/**
 * The page: a line of questions above, the map or a list in the middle, the reasons to the right, time below.
 */
import { useEffect } from "preact/hooks";
import { summary, trouble } from "./state/ledger";
import { report, view } from "./state/store";
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
import { CorrectionsView } from "./views/corrections";
import { ReviewView } from "./room/review";
import { ReadingRoom } from "./room/room";

function Body() {
  switch (view.value) {
    case "map":
      return <MapPage />;
    case "events":
      return <EventsView />;
    case "reports":
      return report.value === null ? <ReportsView /> : <ReadingRoom report={report.value} />;
    case "review":
      return <ReviewView />;
    case "sources":
      return <SourcesView />;
    case "coverage":
      return <CoverageView />;
    case "audit":
      return <AuditView />;
    case "corrections":
      return <CorrectionsView />;
  }
}

export function App() {
  useEffect(listen, []);
  const [shown, name] = [view.value, summary.value?.ledger.name];
  useEffect(() => {
    document.title = [shown === "map" ? null : shown, "Dateline", name].filter(Boolean).join(" · ");
  }, [shown, name]);
  return (
    <div class={`page view-${shown}`}>
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
