import { join } from "node:path";
import { sha256File } from "@tiny-cats/files";
import type { Prepared } from "../prepared.ts";

/** Whether every file of the prepared models is as it was written. */
export async function isIntact({ folder, models }: Prepared, signal?: AbortSignal): Promise<boolean> {
  for (const model of models) {
    const missing = new Set(model.missing.map(({ path }) => path));
    for (const { path, sha256 } of model.manifest.files) {
      const below = join(model.folder, path).replaceAll("\\", "/");
      if (missing.has(below)) continue;
      const there = await sha256File(join(folder, below), signal ? { signal } : {}).catch(() => {
        signal?.throwIfAborted();
        return undefined;
      });
      if (there !== sha256) return false;
    }
  }
  return true;
}
