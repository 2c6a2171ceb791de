import type { Placed } from "./placed.ts";

/** Whether pictures that are the same lie in more than one split. */
export function isLeak(files: readonly Placed[]): boolean {
  return new Set(files.map(({ split }) => split).filter((split) => split !== null)).size > 1;
}
