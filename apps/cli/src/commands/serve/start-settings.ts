import type { StartOptions } from "@tiny-cats/api";
import type { OptionValues } from "../../table/option-spec.ts";
import { SETTINGS_OPTIONS } from "./settings.ts";
import type { SERVE_OPTIONS } from "./spec.ts";

/** Options that startApi takes under their own names. */
const OWN = ["host", "port", "classifiers", "generators", "threads", "batch"] as const;

/** The options as startApi names them; those that nobody set are left to it. */
export function startSettings(options: OptionValues<typeof SERVE_OPTIONS>): Omit<StartOptions, "models"> {
  const names = [...OWN, ...SETTINGS_OPTIONS.map(({ name }) => name)];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = options[name];
      const unset = value === undefined || (Array.isArray(value) && value.length === 0);
      return unset ? [] : [[camelCase(name), value]];
    }),
  );
}

/** "max-body-bytes" as "maxBodyBytes". */
export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
