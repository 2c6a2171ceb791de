import { keptSetting } from "../browser/kept-setting.ts";

/** How the site is coloured: as told, or as the device is. */
export type Theme = "light" | "dark" | "system";

/** What was chosen here; as the device unless something was. */
export const themeSetting = keptSetting<Theme>("theme", ["system", "light", "dark"]);

const dark = matchMedia("(prefers-color-scheme: dark)");

/** Colours the page as the setting says. */
export function applyTheme(): void {
  const theme = themeSetting.get();
  document.documentElement.dataset.theme = theme === "system" ? (dark.matches ? "dark" : "light") : theme;
}

dark.addEventListener("change", applyTheme);
