import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);

/** The installed version of a package as this program would load it; undefined where it is not installed. */
export function packageVersion(name: string): string | undefined {
  // Read from the file: not every package exports its package.json.
  const file = (require.resolve.paths(name) ?? []).map((folder) => join(folder, name, "package.json")).find(existsSync);
  return file === undefined ? undefined : JSON.parse(readFileSync(file, "utf8")).version;
}
