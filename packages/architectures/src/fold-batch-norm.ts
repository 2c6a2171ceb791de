import { makeTensor, tensorValues } from "@tiny-cats/onnx";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Architecture } from "./architecture.ts";
import { refuseDifference, tensorDifference } from "./tensor-difference.ts";
import type { Weights } from "./weights.ts";

/**
 * Multiplies every batch normalisation into the convolution before it, in float64, each weight rounded once. Tensors keep their names and
 * shapes: what is left of a normalisation is its bias, beside weight 1, mean 0 and variance 1 - epsilon, so that the result runs
 * wherever the original did; and the configuration says `batch_norm: "folded"`.
 *
 * Throws `no-batch-norm` for an architecture without, `tensor-mismatch`.
 */
export function foldBatchNorm<Config>(
  architecture: Architecture<Config>,
  config: Config,
  weights: Weights,
): { config: Config; weights: Weights } {
  if (!architecture.batchNorms) {
    throw new TinyCatsError("no-batch-norm", `${architecture.title} has no batch normalisation to fold`, {
      value: architecture.name,
      remedy: "use its weights as they are",
    });
  }
  refuseDifference(architecture.title, { ...tensorDifference(architecture.tensors(config), weights), dtypes: [] });
  const folded = new Map(weights);
  for (const { conv, norm, epsilon } of architecture.batchNorms(config)) {
    const kernel = weights.get(`${conv}.weight`)!;
    const part = (name: string) => tensorValues(weights.get(`${norm}.${name}`)!);
    const [gamma, beta, mean, variance] = ["weight", "bias", "running_mean", "running_var"].map(part);
    const factors = gamma.map((value, i) => value / Math.sqrt(variance[i] + epsilon));
    const values = tensorValues(kernel);
    const size = values.length / factors.length;
    const scaled = values.map((value, i) => value * factors[Math.floor(i / size)]);
    folded.set(`${conv}.weight`, makeTensor(kernel.dtype, kernel.shape, scaled));
    const left = {
      weight: () => 1,
      bias: (i: number) => beta[i] - mean[i] * factors[i],
      running_mean: () => 0,
      running_var: () => 1 - epsilon,
    };
    const { dtype, shape } = weights.get(`${norm}.bias`)!;
    for (const [name, value] of Object.entries(left)) {
      const all = gamma.map((_, i) => value(i));
      folded.set(`${norm}.${name}`, makeTensor(dtype, shape, all));
    }
  }
  return { config: { ...config, batch_norm: "folded" }, weights: folded };
}
