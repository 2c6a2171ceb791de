import { join } from "node:path";
import type { WorkerPool } from "@tiny-cats/core/node";
import { checkCausality } from "@tiny-cats/eval";
import { readFileBounded, readJsonBounded } from "@tiny-cats/files";
import { fileOf, isThere } from "../folder/file-of.ts";
import type { PublishedModel } from "../folder/open-model.ts";
import type { ModelGate } from "../gate.ts";
import { failed, notMeasured, passed } from "../verdicts.ts";

const TOLERANCE = 1e-4;
/** Leaks show in few tokens. */
const TOKENS = 24;
const MEND = "mend the model, whose loss says how well it copies: look for attention, means or gates over later tokens";
/** Its thresholds, shares of recursion and edge attention are means over all tokens. */
const NANECHO =
  "publish the GPT-2 in it, which does not: tiny-cats convert <checkpoint> --to hf --out <folder>, delete nanecho_extras.safetensors there, and publish with --language <folder> (its answers are not those of the whole); or train one with enable_adaptive_attention, enable_recursive_reasoning and enable_hypergraph_patterns off";
const LARGEST_CONFIG = 2 ** 24;

/** What a language model says of a text's beginning does not depend on its end. */
export const causality: ModelGate = {
  name: "causality",
  needs: "runs",
  kinds: ["language"],
  async run(model, { pool, signal }) {
    const { graph } = model;
    if (!graph || !(await isThere(model, graph)))
      return notMeasured("there is no graph to run", {
        threshold: TOLERANCE,
        places: [graph?.path ?? "onnx/model.onnx"],
        remedy: "make one: tiny-cats convert <checkpoint> --out <folder> --to onnx",
      });
    const options = { pool, ...(signal && { signal }) };
    await using asked = await openLogits(model, await fileOf(model, graph), options);
    const first = await asked.logits([0], {});
    const vocabulary = first.length;
    const length = Math.min(TOKENS, await contextOf(model, signal));
    const tokens = Array.from({ length }, (_, i) => (7 + i * 7919) % vocabulary);
    const { causal, leak, largest } = await checkCausality(asked.logits, tokens, {
      vocabulary,
      tolerance: TOLERANCE,
      ...(signal && { signal }),
    });
    const rest = { value: largest, threshold: TOLERANCE };
    if (causal) return passed(`later tokens change earlier logits by ${largest.toPrecision(2)} at most`, rest);
    return failed(`it sees the future: later tokens change its logits from token ${leak} on`, {
      ...rest,
      remedy: model.manifest.architecture === "nanecho" ? NANECHO : MEND,
    });
  },
};

/** Tokens that the model sees at once, by its config.json; any number where that does not tell. */
async function contextOf({ folder }: PublishedModel, signal: AbortSignal | undefined): Promise<number> {
  const options = { maxBytes: LARGEST_CONFIG, ...(signal && { signal }) };
  const config = await readJsonBounded(join(folder, "config.json"), options).catch((error: { code?: string }) => {
    if (error.code === "file-not-found") return null;
    throw error;
  });
  const { n_positions, block_size } = (config ?? {}) as Record<string, unknown>;
  const told = [n_positions, block_size].find((one) => Number.isSafeInteger(one) && (one as number) >= 1);
  return (told as number | undefined) ?? TOKENS;
}

const FILLED: Readonly<Record<string, (place: number) => bigint>> = { attention_mask: () => 1n, position_ids: BigInt };

/** Runs a graph on one text at a time. */
async function openLogits(
  { graph }: PublishedModel,
  path: string,
  { pool, signal }: { pool: WorkerPool; signal?: AbortSignal },
) {
  const stop = signal ? { signal } : {};
  const session = await pool.load(() => readFileBounded(path, { maxBytes: graph!.bytes, ...stop }), stop);
  const output = session.outputs.find(({ name }) => name === "logits")?.name ?? session.outputs[0].name;
  return {
    async logits(tokens: readonly number[], options: { signal?: AbortSignal }): Promise<Float32Array> {
      const dims = [1, tokens.length];
      const feeds = session.inputs.map(({ name }) => {
        const of = Object.hasOwn(FILLED, name) ? FILLED[name] : (place: number) => BigInt(tokens[place]);
        return [name, { dtype: "int64" as const, data: BigInt64Array.from(tokens, (_, place) => of(place)), dims }];
      });
      const outputs = await session.run(Object.fromEntries(feeds), { ...stop, ...options });
      return outputs[output].data as Float32Array;
    },
    [Symbol.asyncDispose]: () => session.dispose(),
  };
}
