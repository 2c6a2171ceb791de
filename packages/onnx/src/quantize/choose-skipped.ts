import type { Model } from "../model/model.ts";
import type { NodeSensitivity } from "./measure-sensitivity.ts";
import type { RunProgress } from "./run-model.ts";

export interface ChooseSkippedOptions {
  /** The model with every node but these quantized. */
  readonly quantize: (skip: readonly string[]) => Model;
  /** What a quantized model loses, however that is measured. */
  readonly loss: (model: Model, options: { readonly signal?: AbortSignal }) => Promise<number>;
  /** The loss that is allowed. */
  readonly maxLoss: number;
  /** Nodes that are skipped from the start. */
  readonly skip?: readonly string[];
  /** The most nodes that are skipped beyond those; half of them unless told. */
  readonly most?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RunProgress & { readonly loss: number }) => void;
}

/** Which nodes are to stay as they are. */
export interface ChosenSkips {
  readonly skip: readonly string[];
  readonly model: Model;
  /** Of the model; over `maxLoss` where not even the most skips would do. */
  readonly loss: number;
  readonly within: boolean;
}

/**
 * Takes the nodes that hurt most out of quantization, one after the other, until the loss is within its bound. What comes out is the first
 * model within it, else the one with the least loss.
 *
 * @param sensitivities the largest first, as `measureSensitivity` gives them.
 *
 * Throws what `quantize` and `loss` throw.
 */
export async function chooseSkipped(
  sensitivities: readonly NodeSensitivity[],
  {
    quantize,
    loss,
    maxLoss,
    skip = [],
    most = Math.ceil(sensitivities.length / 2),
    signal,
    onProgress,
  }: ChooseSkippedOptions,
): Promise<ChosenSkips> {
  const candidates = sensitivities.map(({ node }) => node).filter((node) => !skip.includes(node));
  let best: ChosenSkips | undefined;
  for (let count = 0; count <= Math.min(most, candidates.length); count++) {
    signal?.throwIfAborted();
    const skipped = [...skip, ...candidates.slice(0, count)];
    const model = quantize(skipped);
    const own = await loss(model, signal ? { signal } : {});
    const chosen = { skip: skipped, model, loss: own, within: own <= maxLoss };
    onProgress?.({ done: count + 1, total: Math.min(most, candidates.length) + 1, loss: own });
    if (chosen.within) return chosen;
    if (!best || own < best.loss) best = chosen;
  }
  return best!;
}
