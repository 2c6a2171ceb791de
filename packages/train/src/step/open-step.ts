import type { Model } from "@tiny-cats/onnx";
import { blockDepthwise } from "@tiny-cats/onnx/gradient";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type GradientGraphOptions, SHARES } from "../graphs/gradient-graph.ts";
import { moveAverage } from "../optimizer/move-average.ts";
import type { Optimizer } from "../optimizer/optimizer.ts";
import { channelBlock } from "./channel-block.ts";
import { gradientNorm } from "./gradient-norm.ts";
import type { WeightGroup } from "./lay-out.ts";
import { makeVectors } from "./make-vectors.ts";
import { openPass } from "./open-pass.ts";
import type { OrtModule } from "./ort-module.ts";
import { passes } from "./passes.ts";
import { restoreState } from "./restore-state.ts";
import { splitBatch } from "./split-batch.ts";
import type { Step } from "./step.ts";
import { updateWeights } from "./update-weights.ts";
import { openVariants, type Variant } from "./variants.ts";

export interface StepOptions extends GradientGraphOptions {
  /** The model to train, with the weights to begin with. */
  readonly model: Model;
  /**
   * Other graphs over the same weights by name, such as a network at other sizes of picture: a run says which one its batch is for. Their own
   * values of what is trained are passed over.
   */
  readonly variants?: Readonly<Record<string, Model>>;
  readonly optimizer: Optimizer;
  /** Whether an average of the weights is kept beside them; it begins as they are. */
  readonly average?: boolean;
  /** How a weight is updated; unless told, those of two and more sides decay, and all have the same rate. */
  readonly group?: (name: string, shape: readonly number[]) => WeightGroup;
  /** onnxruntime's execution providers, the first that can; ["cpu"] unless told. */
  readonly providers?: readonly string[];
  /** Threads of an operator; the runtime's choice unless told. */
  readonly threads?: number;
}

/**
 * Makes a model ready to be trained in a runtime, onnxruntime-node or another with its interface.
 *
 * Throws what `gradientGraph` throws, `variant-mismatch`, and `invalid-model` where the runtime has no kernel for an operator.
 */
export async function openStep(ort: OrtModule, options: StepOptions): Promise<Step> {
  const { model, variants: others = {}, optimizer, average: hasAverage = false, group, ...rest } = options;
  const variants = openVariants(model, others, rest);
  const vectors = makeVectors(model, {
    weights: rest.weights,
    statistics: variants.statistics,
    slots: optimizer.slots,
    average: hasAverage,
    group,
  });
  const { weight, average: mean, gradient, statistics, views } = vectors;
  const block = await channelBlock(ort, rest);
  const gradients = passes((variant: Variant, count) => {
    const graph = variant.gradients(count);
    return openPass(ort, block === undefined ? graph : blockDepthwise(graph, block), vectors, rest);
  });
  let count = 0;
  return {
    weights: views.weights,
    average: views.average,
    statistics: views.statistics,
    shapes: vectors.shapes,
    optimizer: { name: optimizer.name, settings: optimizer.settings },
    get count() {
      return count;
    },
    get state() {
      return { count, ...views };
    },
    async run(batch, { rate, clip = Number.POSITIVE_INFINITY, average = 0, signal, variant: name, ...parts }) {
      const variant = variants.named(name);
      gradient.fill(0);
      statistics.moving.set(statistics.vector);
      let loss = 0;
      for (const part of splitBatch(batch, variant.inputs, parts)) {
        signal?.throwIfAborted();
        loss += await gradients.run(variant, part[SHARES].shape[0], part);
      }
      const norm = gradientNorm(gradient);
      if (!Number.isFinite(loss) || !Number.isFinite(norm)) throw notFinite(loss, norm);
      updateWeights(vectors, optimizer, { step: count + 1, rate, scale: Math.min(1, clip / (norm + 1e-6)) });
      if (mean) moveAverage(mean, weight, average);
      statistics.vector.set(statistics.moving);
      count++;
      return { loss, norm };
    },
    restore(state) {
      restoreState(state, views);
      count = state.count;
    },
    close: gradients.close,
    [Symbol.asyncDispose]: gradients.close,
  };
}

function notFinite(loss: number, norm: number): TinyCatsError {
  return new TinyCatsError("not-finite", `the loss is ${loss}, the norm of its gradient ${norm}; nothing was updated`, {
    value: loss,
    remedy:
      "lower the learning rate, or go back to weights that gave numbers; see that the data has neither NaN nor infinities.",
  });
}
