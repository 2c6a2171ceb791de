import type { Detected } from "./detect.ts";
import type { NamedSources } from "./weights.ts";

/**
 * Why a model can't have been trained, by what its file says and what its canonical weights show: undefined where nothing does, which
 * proves no training. Only certain signs count, as a last layer of zeros or statistics as they begin.
 *
 * Throws what reading throws.
 */
export async function findUntrained(
  found: Pick<Detected, "architecture" | "config" | "untrained">,
  tensors: NamedSources,
  options: { signal?: AbortSignal } = {},
): Promise<string | undefined> {
  return found.untrained ?? (await found.architecture.findUntrained?.(found.config, tensors, options));
}
