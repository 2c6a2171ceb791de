import { usageError } from "../../usage-error.ts";

/** Refuses a file's name that does not end as its content does, before anything is computed. */
export function checkEnding(name: string, value: string, ending: string): void {
  if (value.endsWith(ending)) return;
  throw usageError("invalid-option-value", `--${name} "${value}" does not end with ${ending}`, {
    value,
    remedy: `give a name with the ending ${ending}`,
  });
}
