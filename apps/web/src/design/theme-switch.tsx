import "./theme-switch.css";
import { useState } from "preact/hooks";
import { texts } from "../texts.ts";
import { applyTheme, type Theme, themeSetting } from "./theme.ts";

const { theme: words } = texts.site;

/** Chooses the colours. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(themeSetting.get);
  return (
    <label class="theme-switch">
      <span class="visually-hidden">{words.label}</span>
      <select
        value={theme}
        onChange={({ currentTarget }) => {
          const chosen = currentTarget.value as Theme;
          setTheme(chosen);
          themeSetting.set(chosen);
          applyTheme();
        }}
      >
        <option value="system">{words.system}</option>
        <option value="light">{words.light}</option>
        <option value="dark">{words.dark}</option>
      </select>
    </label>
  );
}
