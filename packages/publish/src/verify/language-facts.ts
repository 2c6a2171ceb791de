import { dirname, join } from "node:path";
import { poolRuntime, verifyOnnx } from "@tiny-cats/architectures/node";
import type { WorkerPool } from "@tiny-cats/core/node";
import { openTokenSet } from "@tiny-cats/data";
import { evaluateLanguage } from "@tiny-cats/eval/node";
import type { PreparedModel } from "../prepared.ts";

/**
 * How near a language model's graph comes to the weights beside it, on fixed tokens; null where there are none.
 *
 * @throws TinyCatsError "parity-failed", "graph-mismatch"; what opening and running throw
 */
export async function logitParity(
  root: string,
  { graph, weights }: PreparedModel,
  { pool, signal }: { pool: WorkerPool; signal?: AbortSignal },
): Promise<{ largest_gap: number; tolerance: number } | null> {
  if (!weights) return null;
  const { parity } = await verifyOnnx(join(root, graph.path), {
    // The folder, not the file: what beside it belongs to the model is found there.
    against: dirname(join(root, weights.path)),
    runtime: poolRuntime(pool),
    ...(signal && { signal }),
  });
  return { largest_gap: parity.largest_gap, tolerance: parity.tolerance };
}

/**
 * A graph's perplexity on a folder of tokens, of those that were held out; undefined where there are none.
 *
 * @throws what openTokenSet and evaluateLanguage throw
 */
export async function perplexityOf(
  graph: string,
  tokens: string,
  { pool, limit, signal }: { pool: WorkerPool; limit?: number; signal?: AbortSignal },
): Promise<{ perplexity: number; tokens: number } | undefined> {
  const stop = signal ? { signal } : {};
  const set = await openTokenSet(tokens, stop);
  try {
    if (!set.splits.val) return undefined;
    const { language, measured } = await evaluateLanguage(graph, set, {
      command: "verification of what was published",
      pool,
      ...(limit !== undefined && { limit }),
      ...stop,
    });
    return { perplexity: language?.perplexity ?? Number.NaN, tokens: measured.n };
  } finally {
    await set.close();
  }
}
