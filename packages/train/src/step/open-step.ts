import type { Model, Tensor } from "@tiny-cats/onnx";
import { blockDepthwise } from "@tiny-cats/onnx/gradient";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type GradientGraphOptions, gradientGraph, SHARES } from "../graphs/gradient-graph.ts";
import { moveAverage } from "../optimizer/move-average.ts";
import type { Optimizer, UpdateMoment } from "../optimizer/optimizer.ts";
import { channelBlock } from "./channel-block.ts";
import { gradientNorm } from "./gradient-norm.ts";
import { type Layout, layOut, type WeightGroup } from "./lay-out.ts";
import { openPass } from "./open-pass.ts";
import type { OrtModule } from "./ort-module.ts";
import { passes } from "./passes.ts";
import { restoreState } from "./restore-state.ts";
import { splitBatch } from "./split-batch.ts";
import type { Step, StepState } from "./step.ts";

export interface StepOptions extends GradientGraphOptions {
  /** The model to train, with the weights to begin with. */
  readonly model: Model;
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

const asPlain = (_: string, shape: readonly number[]): WeightGroup => ({ decays: shape.length > 1, rate: 1 });

/**
 * Makes a model ready to be trained in a runtime, onnxruntime-node or another with its interface.
 *
 * Throws what `gradientGraph` throws, and `invalid-model` where the runtime has no kernel for an operator.
 */
export async function openStep(ort: OrtModule, options: StepOptions): Promise<Step> {
  const { model, weights: names, optimizer, average: hasAverage = false, group = asPlain, ...rest } = options;
  const { initializers } = model.graph;
  const graphOf = (count: number) => gradientGraph(model, count, { weights: names, ...rest });
  // Of any size: inputs and statistics are the same for all. One example would have no variance.
  const { inputs, statistics: moved } = graphOf(2);
  const shaped = (some: readonly string[]) => new Map(some.map((name) => [name, initializers.get(name)!.shape]));
  const layout = layOut(shaped(names), group);
  const statistics = layOut(shaped(moved), asPlain);
  const vectors: Record<string, Float32Array> = { statistic: gathered(statistics, initializers) };
  const slots = optimizer.slots.map((slot) => `slot_${slot}`);
  for (const name of ["weight", ...slots, ...(hasAverage ? ["average"] : [])]) {
    vectors[name] = new Float32Array(layout.length);
  }
  for (const name of ["weight", "average"]) vectors[name]?.set(gathered(layout, initializers));
  const gradient = new Float32Array(layout.length);
  // Moved with each part of a batch, and kept when the whole of it was good.
  const moving = new Float32Array(statistics.length);
  const passVectors = { layout, weight: vectors.weight, gradient, statistics: { layout: statistics, vector: moving } };
  const block = await channelBlock(ort, rest);
  const gradients = passes((count) => {
    const graph = graphOf(count).model;
    return openPass(ort, block === undefined ? graph : blockDepthwise(graph, block), passVectors, rest);
  });
  function update(moment: Omit<UpdateMoment, "decays">): void {
    for (const { begin, end, decays, rate } of layout.regions) {
      const part = (vector: Float32Array) => vector.subarray(begin, end);
      const own = Object.fromEntries(optimizer.slots.map((slot) => [slot, part(vectors[`slot_${slot}`])]));
      optimizer.update(
        { weight: part(vectors.weight), gradient: part(gradient), slots: own },
        { ...moment, rate: moment.rate * rate, decays },
      );
    }
  }
  let count = 0;
  const views: Omit<StepState, "count"> = {
    weights: viewsOf(layout, vectors.weight),
    ...(hasAverage && { average: viewsOf(layout, vectors.average) }),
    statistics: viewsOf(statistics, vectors.statistic),
    memory: Object.fromEntries(optimizer.slots.map((slot) => [slot, viewsOf(layout, vectors[`slot_${slot}`])])),
  };
  return {
    weights: views.weights,
    average: views.average,
    statistics: views.statistics,
    shapes: new Map([...shaped(names), ...shaped(moved)]),
    optimizer: { name: optimizer.name, settings: optimizer.settings },
    get count() {
      return count;
    },
    get state() {
      return { count, ...views };
    },
    async run(batch, { rate, clip = Number.POSITIVE_INFINITY, microBatch, shares, average = 0, signal }) {
      gradient.fill(0);
      moving.set(vectors.statistic);
      let loss = 0;
      for (const part of splitBatch(batch, inputs, { microBatch, shares })) {
        signal?.throwIfAborted();
        loss += await gradients.run(part[SHARES].shape[0], part);
      }
      const norm = gradientNorm(gradient);
      if (!Number.isFinite(loss) || !Number.isFinite(norm)) throw notFinite(loss, norm);
      const scale = Math.min(1, clip / (norm + 1e-6));
      update({ step: count + 1, rate, scale });
      if (hasAverage) moveAverage(vectors.average, vectors.weight, average);
      vectors.statistic.set(moving);
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

/** A vector of weights as a model has them. */
function gathered({ length, places }: Layout, initializers: ReadonlyMap<string, Tensor>): Float32Array {
  const vector = new Float32Array(length);
  for (const place of places) {
    const { bytes } = initializers.get(place.name)!;
    // A copy is aligned as floats have to be.
    vector.set(new Float32Array(bytes.slice().buffer, 0, place.length), place.begin);
  }
  return vector;
}

function viewsOf({ places }: Layout, vector: Float32Array): Map<string, Float32Array> {
  return new Map(places.map(({ name, begin, length }) => [name, vector.subarray(begin, begin + length)]));
}

function notFinite(loss: number, norm: number): TinyCatsError {
  return new TinyCatsError("not-finite", `the loss is ${loss}, the norm of its gradient ${norm}; nothing was updated`, {
    value: loss,
    remedy:
      "lower the learning rate, or go back to weights that gave numbers; see that the data has neither NaN nor infinities.",
  });
}
