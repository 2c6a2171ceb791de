import { fileURLToPath } from "node:url";

/** A file of tooling/golden/vectors, as a path. */
export function vectorPath(name: string): string {
  return fileURLToPath(new URL(`./vectors/${name}`, import.meta.url));
}
