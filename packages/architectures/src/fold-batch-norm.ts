import { makeTensor, type Tensor, tensorValues } from "@tiny-cats/onnx";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Architecture } from "./architecture.ts";
import type { Weights } from "./weights.ts";

/**
 * Multiplies every batch normalisation into the convolution before it, in float64, each weight rounded once. Tensors keep their names and
 * shapes: what is left of a normalisation is its bias, beside weight 1, mean 0 and variance 1 - epsilon, so that the result runs
 * wherever the original did; and the configuration says `batch_norm: "folded"`.
 *
 * Throws `no-batch-norm` for an architecture without.
 */
export function foldBatchNorm<Config>(
  architecture: Architecture<Config>,
  config: Config,
  weights: Weights,
): { config: Config; weights: Weights } {
  if (!architecture.batchNorms) {
    throw new TinyCatsError("no-batch-norm", `${architecture.title} has no batch normalisation to fold`, {
      value: architecture.name,
      remedy: "Use its weights as they are.",
    });
  }
  const folded = new Map(weights);
  for (const { conv, norm, epsilon } of architecture.batchNorms(config)) {
    const kernel = weights.get(`${conv}.weight`)!;
    const part = (name: string) => tensorValues(weights.get(`${norm}.${name}`)!);
    const [gamma, beta, mean, variance] = ["weight", "bias", "running_mean", "running_var"].map(part);
    const factors = gamma.map((value, i) => value / Math.sqrt(variance[i] + epsilon));
    const values = tensorValues(kernel);
    const size = values.length / factors.length;
    const set = (name: string, { dtype, shape }: Tensor, data: Float64Array) =>
      folded.set(name, makeTensor(dtype, shape, data));
    set(
      `${conv}.weight`,
      kernel,
      values.map((value, i) => value * factors[Math.floor(i / size)]),
    );
    const like = weights.get(`${norm}.bias`)!;
    set(
      `${norm}.weight`,
      like,
      gamma.map(() => 1),
    );
    set(
      `${norm}.bias`,
      like,
      beta.map((value, i) => value - mean[i] * factors[i]),
    );
    set(
      `${norm}.running_mean`,
      like,
      gamma.map(() => 0),
    );
    set(
      `${norm}.running_var`,
      like,
      gamma.map(() => 1 - epsilon),
    );
  }
  return { config: { ...config, batch_norm: "folded" }, weights: folded };
}
