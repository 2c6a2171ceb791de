import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { temporaryOwner } from "../write/temporary-name.ts";

/** The unfinished files in a folder, with their sizes. */
export function temporariesIn(folder: string): { name: string; bytes: number }[] {
  return readdirSync(folder)
    .filter((name) => temporaryOwner(name))
    .flatMap((name) => {
      const info = statSync(join(folder, name), { throwIfNoEntry: false });
      return info ? [{ name, bytes: info.size }] : [];
    });
}
