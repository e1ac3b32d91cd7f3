/** Starts the page. */

import { render } from "preact";
import { App } from "./app";
import { keepFocus } from "./focus";
import { startRouter } from "./router";
import "./style/tokens.css";
import "./style/base.css";
import "./style/parts.css";
import "./style/parts.said.css";
import { recoverStyles } from "./styles";
import { applyTheme } from "./theme";
import { announceLanguage, refusalsCome, wordsCome } from "./words";

// Until then `old.js` holds the page for lost.
document.documentElement.dataset.begun = "";
recoverStyles();
applyTheme();
announceLanguage();
startRouter();
keepFocus();
const root = document.getElementById("app");
// Where the words of a language do not come, the page is better in French than not at all.
const begin = () => root && render(<App />, root);
void wordsCome().then(begin, begin);
setTimeout(() => void refusalsCome().catch(() => null), 4_000);
