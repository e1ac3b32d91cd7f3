/** The person's own settings of the page: language and light, at the top of every screen. */

import { chooseTheme, type Theme, theme } from "../theme";
import { language, t } from "../words";
import { Menu } from "./menu";
import { turnTo } from "./speaking";

const THEMES: Theme[] = ["auto", "light", "dark"];

/** Switches the language with one press, and the theme by a menu. */
export function Preferences() {
  const other = language.value === "fr" ? "en" : "fr";
  return (
    <div class="preferences row">
      <button type="button" class="button plain" lang={other} onClick={() => void turnTo(other)}>
        {other === "en" ? "English" : "Français"}
      </button>
      <Menu
        label={t("app.theme")}
        icon="theme"
        items={THEMES.map((one) => ({
          label: t(`app.theme.${one}`),
          ...(theme.value === one ? { icon: "check" as const } : {}),
          onPick: () => chooseTheme(one),
        }))}
      />
    </div>
  );
}

/** The head of the public pages: the way home, where one is not there already, and the preferences. */
export function Masthead({ atHome = false }: { atHome?: boolean }) {
  return (
    <header class="masthead row spread">
      {atHome ? (
        <span />
      ) : (
        <a href="/" class="masthead-name">
          {t("app.name")}
        </a>
      )}
      <Preferences />
    </header>
  );
}
