import type { Dim } from "@tiny-cats/onnx";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { SHARES } from "../graphs/gradient-graph.ts";
import { checkCount } from "../optimizer/check-count.ts";
import type { Batch, BatchTensor } from "./step.ts";

/**
 * A batch in parts of `microBatch` examples, the last perhaps smaller, each with its examples' shares in the mean; views, not copies. Of each
 * input all sides but the first are told.
 *
 * Throws `wrong-batch`, `invalid-training-option`.
 */
export function splitBatch(
  batch: Batch,
  inputs: ReadonlyMap<string, readonly Dim[]>,
  { microBatch, shares }: { microBatch?: number; shares?: Float32Array },
): Batch[] {
  const names = [...inputs.keys()];
  for (const name of names) if (!batch[name]) throw wrongBatch(`the batch has no ${name}`, name, names);
  for (const name of Object.keys(batch)) {
    if (!names.includes(name)) throw wrongBatch(`the model takes no ${name}`, name, names);
  }
  const count = batch[names[0]].shape[0];
  for (const name of names) {
    const { data, shape } = batch[name];
    const size = shape.reduce((a, b) => a * b, 1);
    const sides = inputs.get(name)!;
    if (
      shape.length !== sides.length + 1 ||
      sides.some((side, i) => typeof side === "number" && side !== shape[i + 1])
    ) {
      throw wrongBatch(`${name} is [${shape}], not [batch, ${sides.join(", ")}]`, shape, names);
    }
    if (!(count >= 1) || shape[0] !== count || data.length !== size) {
      throw wrongBatch(`${name} has ${data.length} numbers for [${shape}], of a batch of ${count}`, shape, names);
    }
  }
  const all = shares ?? new Float32Array(count).fill(1 / count);
  if (all.length !== count) throw wrongBatch(`there are ${all.length} shares for ${count} examples`, all.length, names);
  const step = microBatch ?? count;
  checkCount("microBatch", step, 1);
  const whole: Batch = { ...batch, [SHARES]: { data: all, shape: [count] } };
  if (step >= count) return [whole];
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => {
    const [begin, end] = [i * step, Math.min((i + 1) * step, count)];
    return Object.fromEntries(Object.entries(whole).map(([name, tensor]) => [name, rows(tensor, begin, end)]));
  });
}

function rows({ data, shape: [count, ...sides] }: BatchTensor, begin: number, end: number): BatchTensor {
  const size = data.length / count;
  return { data: data.subarray(begin * size, end * size), shape: [end - begin, ...sides] };
}

function wrongBatch(message: string, value: unknown, names: readonly string[]): TinyCatsError {
  return new TinyCatsError("wrong-batch", message, {
    value,
    remedy: `give ${names.join(", ")}, each with as many examples along its first side, and a share for each where shares are given.`,
  });
}
