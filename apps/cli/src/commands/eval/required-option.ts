import { usageError } from "../../usage-error.ts";

/** The value of an option that a command can't do without. */
export function requiredOption(name: string, value: string | undefined, what: string): string {
  if (value !== undefined) return value;
  throw usageError("missing-argument", `no ${what} was named`, { remedy: `give --${name} <${what}>` });
}
