/** The page begins. */
import "@fontsource-variable/inter/wght.css";
import "./style/base.css";
import "./style/map.css";
import "./style/panel.css";
import "./style/views.css";
import "./style/room.css";
import { render } from "preact";
import { App } from "./app";
import { loadGround } from "./map/ground";
import { view } from "./state/store";

// The largest file of the first picture is asked for before anything is drawn.
if (view.peek() === "map") loadGround().catch(() => {});

const root = document.getElementById("app");
if (root) render(<App />, root);
