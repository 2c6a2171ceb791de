import { resolve } from "node:path";
import type { EmbeddedModel, ModelSource } from "@tiny-cats/core/node";

/** The model that --model names, against the current folder, else the embedded one. */
export function modelSource(path: string | undefined, embedded: EmbeddedModel, cwd: string): ModelSource {
  return path === undefined ? embedded : resolve(cwd, path);
}
