import { type Model, writeModel } from "@tiny-cats/onnx";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type GradientGraphOptions, gradientGraph } from "../graphs/gradient-graph.ts";
import { squareGraph } from "../graphs/square-graph.ts";
import { memoryNames, updateGraph } from "../graphs/update-graph.ts";
import type { Optimizer } from "../optimizer/optimizer.ts";
import { accumulator } from "./accumulator.ts";
import { createSession } from "./create-session.ts";
import { layOut, type WeightGroup } from "./lay-out.ts";
import type { OrtModule } from "./ort-module.ts";
import { splitBatch } from "./split-batch.ts";
import type { Step, StepState } from "./step.ts";
import { updater } from "./updater.ts";

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
  const graph = gradientGraph(model, { weights: names, ...rest });
  const layout = layOut(new Map(names.map((name) => [name, initializers.get(name)!.shape])), group);
  const vectors: Record<string, Float32Array> = {};
  for (const name of ["weight", ...memoryNames(optimizer, hasAverage)]) vectors[name] = new Float32Array(layout.length);
  const sums = new Float32Array(layout.length);
  for (const { name, begin, length } of layout.places) {
    const { bytes } = initializers.get(name)!;
    // Little-endian, and perhaps not aligned.
    const values = new Float32Array(bytes.slice().buffer, 0, length);
    vectors.weight.set(values, begin);
    vectors.average?.set(values, begin);
  }
  const sessions = await openAll([graph.model, updateGraph(optimizer, { hasAverage }), squareGraph()]);
  const [forth, update, square] = sessions;
  const gather = accumulator(ort, forth, { graph, layout, weights: vectors.weight, sums });
  const apply = updater(ort, { update, square, optimizer, layout, vectors, sums });
  const views = (vector: Float32Array) =>
    new Map(layout.places.map(({ name, begin, length }) => [name, vector.subarray(begin, begin + length)]));
  const views0 = { weights: views(vectors.weight), average: hasAverage ? views(vectors.average) : undefined };
  let count = 0;
  const close = async () => {
    for (const session of sessions) await session.release();
  };
  return {
    ...views0,
    get count() {
      return count;
    },
    get state() {
      return { count, vectors };
    },
    async run(batch, { rate, clip = Number.POSITIVE_INFINITY, microBatch, shares, average, signal }) {
      sums.fill(0);
      let loss = 0;
      for (const part of splitBatch(batch, graph.inputs, { microBatch, shares })) {
        signal?.throwIfAborted();
        loss += await gather(part);
      }
      const norm = await apply.norm();
      if (!Number.isFinite(loss) || !Number.isFinite(norm)) throw notFinite(loss, norm);
      const scale = Math.min(1, clip / (norm + 1e-6));
      await apply.update({ step: count + 1, rate, scale, average });
      count++;
      return { loss, norm };
    },
    restore(state) {
      checkState(state, vectors);
      for (const [name, vector] of Object.entries(vectors)) vector.set(state.vectors[name]);
      count = state.count;
    },
    close,
    [Symbol.asyncDispose]: close,
  };

  async function openAll(models: readonly Model[]) {
    const opened = [];
    for (const each of models) opened.push(await createSession(ort, writeModel(each), rest));
    return opened;
  }
}

function notFinite(loss: number, norm: number): TinyCatsError {
  return new TinyCatsError("not-finite", `the loss is ${loss}, the norm of its gradient ${norm}; nothing was updated`, {
    value: loss,
    remedy:
      "lower the learning rate, or go back to weights that gave numbers; see that the data has neither NaN nor infinities.",
  });
}

function checkState(state: StepState, vectors: Readonly<Record<string, Float32Array>>): void {
  const names = Object.keys(vectors);
  const fits = names.every((name) => state.vectors[name]?.length === vectors[name].length);
  if (fits && Object.keys(state.vectors).length === names.length && Number.isSafeInteger(state.count)) return;
  throw new TinyCatsError("wrong-step-state", `the state has ${Object.keys(state.vectors).join(", ") || "nothing"}`, {
    value: Object.keys(state.vectors),
    remedy: `give the state of a step of the same model, weights and optimizer: ${names.join(", ")}.`,
  });
}
