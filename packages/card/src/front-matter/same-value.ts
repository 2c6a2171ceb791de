import { canonical } from "./canonical.ts";

/** Whether two values of a front matter say the same, whatever the order of their keys. */
export function sameValue(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}
