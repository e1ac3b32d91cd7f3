/** The screen's own settings, in a corner and discreet: bright or dark hall, language, full screen. */

import { useEffect, useState } from "preact/hooks";
import { IconButton } from "../../parts/button";
import { turnTo } from "../../parts/speaking";
import { chooseTheme } from "../../theme";
import { language } from "../../words";
import { ts } from "../../words/screen";

/** The buttons. */
export function Controls() {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  const other = language.value === "fr" ? "en" : "fr";
  const turn = () => (full ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  return (
    <fieldset class="screen-controls">
      <legend class="unseen">{ts("controls")}</legend>
      <button type="button" class="button plain" lang={other} onClick={() => void turnTo(other)}>
        {other === "en" ? "English" : "Français"}
      </button>
      <Hall />
      {document.fullscreenEnabled && (
        <IconButton
          icon="screen"
          label={full ? ts("full.leave") : ts("full.enter")}
          onClick={() => void turn()}
        />
      )}
    </fieldset>
  );
}

function Hall() {
  const [dark, setDark] = useState(document.documentElement.dataset.theme === "dark");
  const change = () => {
    chooseTheme(dark ? "light" : "dark");
    setDark(!dark);
  };
  return <IconButton icon="theme" label={dark ? ts("theme.light") : ts("theme.dark")} onClick={change} />;
}
