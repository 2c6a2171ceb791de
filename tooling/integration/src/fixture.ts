import { join } from "node:path";

/** A fixture's path by its name. */
export function fixture(name: string): string {
  return join(import.meta.dirname, "..", "..", "fixtures", name);
}
