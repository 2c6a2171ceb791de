import { type TinyDitConfig, tinyDit, type Weights } from "@tiny-cats/architectures";
import { normals, purposes, uniforms } from "@tiny-cats/core";
import { makeTensor } from "@tiny-cats/onnx";

/**
 * Weights to begin with, by the seed: linear layers after Glorot and Bengio (2010), embeddings and the time's network normal with deviation 0.02,
 * modulations and the last layer zero, so that every block begins as the identity.
 *
 * Source: Peebles and Xie, "Scalable diffusion models with transformers", 2023, section 3.2.
 */
export function initialWeights(config: TinyDitConfig, seed: number): Weights {
  const tensors = [...tinyDit.tensors(config)].map(([name, { shape }], index) => {
    const length = shape.reduce((product, side) => product * side, 1);
    return [name, makeTensor("float32", shape, valuesOf(name, shape, { length, index, seed }))] as const;
  });
  return new Map(tensors);
}

function valuesOf(name: string, shape: readonly number[], which: { length: number; index: number; seed: number }) {
  const { length, index, seed } = which;
  const stream = { index, purpose: purposes.weights, length };
  if (/norm\w*\.weight$/.test(name)) return new Float32Array(length).fill(1);
  if (shape.length === 1 || name.includes("adaLN_modulation") || name.startsWith("final_layer.linear")) {
    return new Float32Array(length);
  }
  if (/embed(der|ding)?\b|^pos_embed|^t_embedder/.test(name) && !name.startsWith("patch_embed")) {
    return normals(seed, stream).map((value) => value * 0.02);
  }
  const [outputs, ...inputs] = shape;
  const limit = Math.sqrt(6 / (outputs + inputs.reduce((product, side) => product * side, 1)));
  return Float32Array.from(uniforms(seed, stream), (value) => (2 * value - 1) * limit);
}
