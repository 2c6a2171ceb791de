import { fileURLToPath } from "node:url";

/** A file of tooling/golden/vectors, as a path. */
export function goldenPath(name: string): string {
  return fileURLToPath(new URL(`../../../../tooling/golden/vectors/${name}`, import.meta.url));
}
