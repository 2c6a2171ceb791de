import { interpretAsync, type Model } from "@tiny-cats/onnx";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { gpt2 } from "../gpt2/gpt2.ts";
import type { GraphDtype } from "../graph-options.ts";
import { loadTensors } from "../load-tensors.ts";
import type { NamedSources } from "../weights.ts";
import type { NanEchoConfig } from "./config.ts";
import { type LogitGap, logitGap } from "./logit-gap.ts";
import { nanEcho } from "./nanecho.ts";
import type { SplitNanEcho } from "./split-nanecho.ts";

/** Runs a graph of `input_ids` int64 [batch, sequence] and gives its `logits`, in their order. */
export type RunLogits = (
  model: Model,
  inputIds: { readonly shape: readonly [number, number]; readonly data: BigInt64Array<ArrayBuffer> },
  options: { readonly signal?: AbortSignal },
) => Promise<ArrayLike<number>>;

export interface CoreGapOptions {
  /** onnxruntime, say, for models too large for the interpreter, which computes in float64 and is what runs unless told. */
  readonly run?: RunLogits;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { stage: "whole" | "core" }) => void;
}

/** What leaving NanEcho's own parts out costs. */
export interface CoreGap extends LogitGap {
  /** Both models were run without the random patterns that the original injects. */
  readonly pattern_injection: "off";
  readonly sequences: number;
  readonly computed_in: GraphDtype;
}

/**
 * Runs the whole NanEcho and its core on the same tokens and compares their logits. The gap is of these tokens: give some of the model's
 * held-out text.
 *
 * @param sequences token ids, all of one length up to block_size.
 *
 * Throws `invalid-tokens`, what building and running the graphs throws, and the signal's reason.
 */
export async function measureCoreGap(
  config: NanEchoConfig,
  tensors: NamedSources,
  core: SplitNanEcho["core"],
  sequences: readonly (readonly number[])[],
  { run, signal, onProgress }: CoreGapOptions = {},
): Promise<CoreGap> {
  const inputIds = tokenBatch(config, sequences);
  const dtype = run ? "float32" : "float64";
  const runner = run ?? interpreted;
  const load = (sources: NamedSources) => loadTensors(sources, { dtype, ...(signal && { signal }) });
  const options = signal ? { signal } : {};
  onProgress?.({ stage: "whole" });
  const whole = await runner(nanEcho.graph(config, await load(tensors), { dtype }), inputIds, options);
  signal?.throwIfAborted();
  onProgress?.({ stage: "core" });
  const left = await runner(gpt2.graph(core.config, await load(core.tensors), { dtype }), inputIds, options);
  return {
    ...logitGap(whole, left, config.vocab_size),
    pattern_injection: "off",
    sequences: sequences.length,
    computed_in: dtype,
  };
}

const interpreted: RunLogits = async (model, input_ids, options) =>
  (await interpretAsync(model, { input_ids }, options)).logits.data;

function tokenBatch({ vocab_size, block_size }: NanEchoConfig, sequences: readonly (readonly number[])[]) {
  const length = sequences[0]?.length ?? 0;
  const ids = sequences.flat();
  const isId = (id: number) => Number.isInteger(id) && id >= 0 && id < vocab_size;
  if (length === 0 || length > block_size || sequences.some((ids) => ids.length !== length) || !ids.every(isId)) {
    throw new TinyCatsError("invalid-tokens", "these are no token sequences of one length for this model", {
      value: sequences.map((ids) => ids.length),
      remedy: `give sequences of one length from 1 to ${block_size}, of ids from 0 to ${vocab_size - 1}`,
    });
  }
  return { shape: [sequences.length, length] as const, data: BigInt64Array.from(ids, BigInt) };
}
