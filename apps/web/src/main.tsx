import "@fontsource-variable/figtree/wght.css";
import "@fontsource-variable/fraunces/wght.css";
import "./design/tokens.css";
import "./design/base.css";
import "./design/layout.css";
import { render } from "preact";
import { App } from "./app.tsx";
import { applyTheme } from "./design/theme.ts";

applyTheme();
render(<App />, document.querySelector("#app")!);
