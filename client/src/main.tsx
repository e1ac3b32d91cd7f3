/** Starts the page. */

import { render } from "preact";
import { App } from "./app";
import { startRouter } from "./router";
import "./style/tokens.css";
import "./style/base.css";
import "./style/parts.css";
import { applyTheme } from "./theme";
import { announceLanguage } from "./words";

applyTheme();
announceLanguage();
startRouter();
const root = document.getElementById("app");
if (root) render(<App />, root);
