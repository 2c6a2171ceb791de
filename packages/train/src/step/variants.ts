import type { Dim, Model } from "@tiny-cats/onnx";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type GradientGraphOptions, gradientGraph } from "../graphs/gradient-graph.ts";

/** One of the graphs that a step's weights are trained in. */
export interface Variant {
  /** What comes with each batch: the sides of each input but the first, which is the batch. */
  readonly inputs: ReadonlyMap<string, readonly Dim[]>;
  /** Its gradients for so many examples. */
  gradients(count: number): Model;
}

/** The graphs of a step: the model itself, and others over the same weights by name. */
export interface Variants {
  /** Names of the running statistics, which are those of each. */
  readonly statistics: readonly string[];
  /** The one of a name, the model itself without one. Throws `unknown-variant`. */
  named(name: string | undefined): Variant;
}

/**
 * Differentiates a model and its variants. What is trained in one is trained in all, and of one shape.
 *
 * Throws `variant-mismatch`, and what `gradientGraph` throws.
 */
export function openVariants(
  model: Model,
  others: Readonly<Record<string, Model>>,
  options: GradientGraphOptions,
): Variants {
  const { statistics, ...own } = open(model, options);
  const variants = new Map<string | undefined, Variant>([[undefined, own]]);
  for (const [name, other] of Object.entries(others)) {
    const { statistics: found, ...variant } = open(other, options);
    for (const tensor of new Set([...options.weights, ...statistics, ...found])) {
      const [wanted, given] = [model, other].map((one) => one.graph.initializers.get(tensor)?.shape);
      const isKept = statistics.includes(tensor) === found.includes(tensor);
      if (!isKept || String(wanted) !== String(given)) throw variantMismatch(name, tensor);
    }
    variants.set(name, variant);
  }
  return {
    statistics,
    named(name) {
      const variant = variants.get(name);
      if (!variant) throw unknownVariant(name, Object.keys(others));
      return variant;
    },
  };
}

function open(model: Model, options: GradientGraphOptions): Variant & { readonly statistics: readonly string[] } {
  const gradients = (count: number) => gradientGraph(model, count, options);
  // Of any size: inputs and statistics are the same for all. One example would have no variance.
  const { model: graph, inputs, statistics } = gradients(2);
  const sides = new Map(graph.graph.inputs.map(({ name, type }) => [name, type.shape!.slice(1)]));
  return {
    inputs: new Map(inputs.map((name) => [name, sides.get(name)!])),
    statistics,
    gradients: (count) => gradients(count).model,
  };
}

function variantMismatch(name: string, tensor: string): TinyCatsError {
  return new TinyCatsError("variant-mismatch", `${tensor} is not the same in the model and in its variant ${name}`, {
    value: tensor,
    remedy: "give graphs over the same weights, each of one shape, with the same batch normalisations.",
  });
}

function unknownVariant(name: string | undefined, names: readonly string[]): TinyCatsError {
  return new TinyCatsError("unknown-variant", `the step has no variant ${name}`, {
    value: name,
    remedy:
      names.length > 0 ? `name one of ${names.join(", ")}, or none.` : "open the step with variants, or name none.",
  });
}
