import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a changeset asks for: how far the version of each package goes, and the line for its changelog. */
export interface Changeset {
  bumps: Record<string, string>;
  text: string;
}

/** The changesets that wait for a release in a repository. */
export function readChangesets(repository: string): Changeset[] {
  const folder = join(repository, ".changeset");
  const names = readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md");
  return names.map((name) => {
    const [, header, text] = readFileSync(join(folder, name), "utf8").split(/^---$/m);
    const bumps = [...header.matchAll(/^"(.+)": (major|minor|patch)$/gm)].map(([, packageName, bump]) => [
      packageName,
      bump,
    ]);
    return { bumps: Object.fromEntries(bumps), text: text.trim() };
  });
}
