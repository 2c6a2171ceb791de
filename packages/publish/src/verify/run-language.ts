import { dirname, join } from "node:path";
import { readFileBounded, readJsonBounded } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Run, RunOptions } from "./run-once.ts";

const LARGEST_GRAPH = 2 ** 31;
const TOKENS = 16;

/**
 * Logits after tokens of a fixed formula, from the whole of the vocabulary.
 *
 * @throws TinyCatsError "wrong-model" for a graph that takes no input_ids; those of reading files and of the pool
 */
export async function runLanguage(graph: string, { pool, signal }: Pick<RunOptions, "pool" | "signal">): Promise<Run> {
  const stop = signal ? { signal } : {};
  const { vocabulary, context } = await limitsOf(graph, signal);
  const count = Math.min(TOKENS, context);
  await using session = await pool.load(() => readFileBounded(graph, { maxBytes: LARGEST_GRAPH, ...stop }), stop);
  const ids: Record<string, (place: number) => bigint> = {
    input_ids: (place) => BigInt((7 + place * 7919) % vocabulary),
    attention_mask: () => 1n,
    position_ids: BigInt,
  };
  const feeds = session.inputs.map(({ name }) => {
    if (!Object.hasOwn(ids, name)) throw notLanguage(name);
    const data = BigInt64Array.from({ length: count }, (_, place) => ids[name](place));
    return [name, { dtype: "int64" as const, data, dims: [1, count] }] as const;
  });
  const outputs = await session.run(Object.fromEntries(feeds), stop);
  const logits = outputs.logits ?? Object.values(outputs)[0];
  return { numbers: logits.data as Float32Array, runtime: session.runtime, facts: { tokens: count } };
}

/** From the config.json of the folder that the graph, in onnx/, belongs to. */
async function limitsOf(graph: string, signal?: AbortSignal): Promise<{ vocabulary: number; context: number }> {
  for (const folder of [dirname(graph), dirname(dirname(graph))]) {
    const config = (await readJsonBounded(join(folder, "config.json"), { maxBytes: 1 << 24, signal }).catch(
      (error: { code?: string }) => {
        if (error.code !== "file-not-found") throw error;
      },
    )) as Record<string, unknown> | undefined;
    const whole = (value: unknown, otherwise: number) =>
      typeof value === "number" && Number.isSafeInteger(value) && value >= 1 ? value : otherwise;
    if (config) return { vocabulary: whole(config.vocab_size, 2), context: whole(config.n_positions, TOKENS) };
  }
  // Every vocabulary has two tokens.
  return { vocabulary: 2, context: TOKENS };
}

function notLanguage(value: string): TinyCatsError {
  return new TinyCatsError("wrong-model", `the graph takes ${value}, which no language model here does`, {
    value,
    remedy: "give a graph from input_ids to logits",
  });
}
