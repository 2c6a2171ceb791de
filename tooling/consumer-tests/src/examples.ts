import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./published.ts";

/** The examples of a README in a language, by its folder in the repository, that a reader would paste into a file and run. */
export function examples(folder: string, language: "js" | "sh" | "html" = "js"): string[] {
  const readme = readFileSync(join(root, folder, "README.md"), "utf8");
  return [...readme.matchAll(/```(\w+)\n([\s\S]*?)```/g)]
    .filter(([, name]) => name === language)
    .map(([, , code]) => code);
}
