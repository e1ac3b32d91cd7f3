/** Light or dark: as the device, unless the person chose. */

import { effect, signal } from "@preact/signals";
import { remember, remembered } from "./remembered";

export type Theme = "auto" | "light" | "dark";

const kept = remembered("theme");

/** The person's choice. */
export const theme = signal<Theme>(kept === "light" || kept === "dark" ? kept : "auto");

/** Chooses and remembers a theme on this device. */
export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  remember("theme", chosen === "auto" ? null : chosen);
}

/** Keeps the page in the theme that was chosen, and follows the device where none was. */
export function applyTheme(): void {
  const device = matchMedia("(prefers-color-scheme: dark)");
  const dark = signal(device.matches);
  device.addEventListener("change", () => {
    dark.value = device.matches;
  });
  effect(() => {
    const auto = dark.value ? "dark" : "light";
    document.documentElement.dataset.theme = theme.value === "auto" ? auto : theme.value;
  });
}
