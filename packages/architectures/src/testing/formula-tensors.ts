import type { TensorData } from "@tiny-cats/checkpoint";
import { fill } from "../../../../tooling/golden/fill.ts";

/** What the script's `fill` gives a tensor of a name and shape. */
export function formulaTensor(name: string, shape: readonly number[]): TensorData {
  if (name.endsWith("num_batches_tracked")) return { dtype: "i64", shape, data: BigInt64Array.of(7n) };
  return { dtype: "f32", shape, data: fill(name, shape) };
}
