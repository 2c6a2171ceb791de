import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A golden vector file by its name. */
export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, "..", "..", "golden", "vectors", name), "utf8"));
}

/** A fixture's path by its name. */
export function fixture(name: string): string {
  return join(import.meta.dirname, "..", "..", "fixtures", name);
}
