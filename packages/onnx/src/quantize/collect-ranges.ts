import { TinyCatsError } from "@tiny-cats/schema/errors";
import { inferValues } from "../infer/infer-values.ts";
import type { InputValues } from "../interpret/bind-inputs.ts";
import type { Model } from "../model/model.ts";
import { withGraph } from "../optimise/with-graph.ts";
import { calibrationValues } from "./plan-static.ts";
import { type RangeHistogram, rangeHistogram } from "./range-histogram.ts";
import type { RunModel } from "./run-model.ts";
import type { ValueRange } from "./value-range.ts";

export interface CollectRangesOptions {
  /** All that was seen (unless told), or all but the outermost. */
  readonly method?: "min-max" | "percentile";
  /** The share of numbers that a range of the second method holds: above 50, up to 100; 99.99 unless told. */
  readonly percentile?: number;
  readonly signal?: AbortSignal;
  /** Called after each batch with the count of them. */
  readonly onBatch?: (done: number) => void;
}

/**
 * The range of every value that `quantizeStatic` holds in 8 bits, over all batches. `run` gets the model with those values as further outputs.
 *
 * Throws `invalid-percentile`, `no-batches`, `range-missing` for numbers that are not finite; what `run` throws, and as `inferShapes` does.
 */
export async function collectRanges(
  model: Model,
  batches: Iterable<InputValues> | AsyncIterable<InputValues>,
  run: RunModel,
  { method = "min-max", percentile = 99.99, signal, onBatch }: CollectRangesOptions = {},
): Promise<Map<string, ValueRange>> {
  if (!(percentile > 50 && percentile <= 100)) {
    throw new TinyCatsError("invalid-percentile", `a range can't hold ${percentile} per cent`, {
      value: percentile,
      remedy: "give a number above 50, up to 100, such as 99.99.",
    });
  }
  const { graph } = model;
  const names = calibrationValues(model);
  const known = inferValues(model);
  const given = new Set(graph.inputs.map(({ name }) => name));
  const told = new Set(graph.outputs.map(({ name }) => name));
  const further = names
    .filter((name) => !given.has(name) && !told.has(name))
    .map((name) => ({ name, type: known.get(name)!.type }));
  const observed = withGraph(model, { outputs: [...graph.outputs, ...further] });
  const histograms = new Map(names.map((name) => [name, rangeHistogram()]));
  let done = 0;
  for await (const inputs of batches) {
    signal?.throwIfAborted();
    // Runtimes may take the inputs' memory with them.
    for (const name of names) if (given.has(name)) see(name, inputs[name].data as ArrayLike<number>, histograms);
    const outputs = await run(observed, inputs, signal ? { signal } : {});
    for (const name of names) if (!given.has(name)) see(name, outputs[name], histograms);
    done++;
    onBatch?.(done);
  }
  signal?.throwIfAborted();
  if (done === 0) {
    throw new TinyCatsError("no-batches", "there is nothing to measure on: no batch was given", {
      remedy: "give inputs like those that the model will see.",
    });
  }
  const kept = method === "percentile" ? percentile : 100;
  return new Map([...histograms].map(([name, histogram]) => [name, histogram.percentile(kept)]));
}

function see(name: string, values: ArrayLike<number>, histograms: ReadonlyMap<string, RangeHistogram>): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new TinyCatsError("range-missing", `the value ${name} is ${values[i]} on the given inputs`, {
      value: name,
      remedy: "look for what makes the model give NaN or infinities, or measure on other inputs.",
    });
  }
  histograms.get(name)!.add(values);
}
