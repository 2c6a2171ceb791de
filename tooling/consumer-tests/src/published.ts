import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a package.json says that a release depends on. */
export interface PackageJson {
  name: string;
  version: string;
  private?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** The repository. */
export const root = join(import.meta.dirname, "..", "..", "..");

/** The package.json in a folder. */
export function readPackageJson(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** The folders of everything that is published, relative to the repository. */
export const published = ["packages", "apps"]
  .flatMap((group) => readdirSync(join(root, group)).map((name) => join(group, name)))
  .filter((folder) => !readPackageJson(join(root, folder)).private);

/** The names of everything that is published. */
export const publishedNames = published.map((folder) => readPackageJson(join(root, folder)).name);
