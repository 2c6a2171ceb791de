import { usageError } from "../../usage-error.ts";

/** An option's value that there is no doing without. */
export function needed(name: string, value: string | undefined, placeholder: string): string {
  if (value !== undefined) return value;
  throw usageError("missing-argument", `--${name} was not given`, { remedy: `give --${name} ${placeholder}` });
}

/** Refuses a file's name that does not end as its content does, before anything is computed. */
export function checkEnding(name: string, value: string, ending: string): void {
  if (value.endsWith(ending)) return;
  throw usageError("invalid-option-value", `--${name} "${value}" does not end with ${ending}`, {
    value,
    remedy: `give a name with the ending ${ending}`,
  });
}
