import { normals, purposes } from "@tiny-cats/core";
import { makeTensor, type Tensor } from "@tiny-cats/onnx";
import type { Architecture } from "../../architecture.ts";
import type { Weights } from "../../weights.ts";

/** Standard deviation of a head that begins: all labels are nearly as likely then. */
const HEAD_DEVIATION = 0.01;

/**
 * Weights to begin with: convolutions and linear layers by He et al., "Delving deep into rectifiers" (2015), equation 10, the head smaller, biases 0, normalisations that do nothing but divide by what they measure. Those of folded ones do nothing at all.
 *
 * Tensor i of the table depends on the seed and i alone. Throws `invalid-seed`.
 */
export function initialWeights<Config>(architecture: Architecture<Config>, config: Config, seed: number): Weights {
  const isFolded = (config as { batch_norm?: string }).batch_norm === "folded";
  const norms = new Map(architecture.batchNorms?.(config).map(({ norm, epsilon }) => [norm, epsilon]));
  const weights = new Map<string, Tensor>();
  let index = -1;
  for (const [name, { shape, optional }] of architecture.tensors(config)) {
    index++;
    if (optional) continue;
    const [, layer, part] = /^(.*)\.(\w+)$/.exec(name)!;
    const count = shape.reduce((a, b) => a * b, 1);
    const epsilon = norms.get(layer);
    const constant =
      part === "running_var" ? (isFolded ? 1 - epsilon! : 1) : epsilon !== undefined && part === "weight" ? 1 : 0;
    const isRandom = part === "weight" && epsilon === undefined;
    const deviation = layer === architecture.head ? HEAD_DEVIATION : Math.sqrt((2 * shape[0]) / count);
    const values = isRandom
      ? normals(seed, { index, purpose: purposes.weights, length: count }).map((value) => value * deviation)
      : new Float32Array(count).fill(constant);
    weights.set(name, makeTensor("float32", shape, values));
  }
  return weights;
}
