/** How the site is coloured: as told, or as the device is. */
export type Theme = "light" | "dark" | "system";

const KEY = "tiny-cats:theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

/** What was chosen here before; as the device unless something was. */
export function storedTheme(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
}

/** Colours the page, and keeps the choice where the browser lets it. */
export function applyTheme(theme: Theme): void {
  const shown = theme === "system" ? (dark.matches ? "dark" : "light") : theme;
  document.documentElement.dataset.theme = shown;
  try {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // A browser that keeps nothing still shows it.
  }
}

dark.addEventListener("change", () => {
  if (storedTheme() === "system") applyTheme("system");
});
