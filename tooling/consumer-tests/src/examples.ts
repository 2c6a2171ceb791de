import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./published.ts";

/** The examples of a README, by its folder in the repository, that a reader would paste into a file and run. */
export function examples(folder: string): string[] {
  const readme = readFileSync(join(root, folder, "README.md"), "utf8");
  return [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code);
}
