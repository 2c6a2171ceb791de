import type { Weights } from "@tiny-cats/architectures";
import { makeTensor, tensorValues } from "@tiny-cats/onnx";

/** Weights whose logits are divided by a temperature: those of the last layer are. */
export function scaleHead(weights: Weights, head: string, temperature: number): Weights {
  const scaled = new Map(weights);
  for (const part of ["weight", "bias"]) {
    const name = `${head}.${part}`;
    const { dtype, shape, ...tensor } = weights.get(name)!;
    const values = tensorValues({ dtype, shape, ...tensor }).map((value) => value / temperature);
    scaled.set(name, makeTensor(dtype, shape, values));
  }
  return scaled;
}
