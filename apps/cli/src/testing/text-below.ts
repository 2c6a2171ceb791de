import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** All that the files of a folder, and those below it, hold, with their paths: to look for what must not be there. */
export function textBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .map((path) => `${path.slice(folder.length)}\n${readFileSync(path, "latin1")}`)
    .join("\n");
}
