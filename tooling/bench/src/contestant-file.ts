import { join } from "node:path";

/** The path of a contestant's program. */
export function contestantFile(name: string): string {
  return join(import.meta.dirname, "contestants", name);
}
