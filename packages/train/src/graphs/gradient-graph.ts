import { buildGraph, type GraphBuilder, type Model, type Value } from "@tiny-cats/onnx";
import { gradients, includeModel } from "@tiny-cats/onnx/gradient";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * What is minimised: from the model's inputs and outputs, the loss of each example, [batch]. What else it needs, as labels, it declares as
 * inputs of the graph whose first side is the batch.
 */
export type Objective = (g: GraphBuilder, values: Readonly<Record<string, Value>>) => Value;

/** What is differentiated, and by what. */
export interface GradientGraphOptions {
  /** Names of the weights that are trained. */
  readonly weights: readonly string[];
  readonly objective: Objective;
  /** Parts of the model of which all but the last are computed again on the way back, to save memory; 1 unless told. */
  readonly segments?: number;
}

/** A graph of gradients and what its inputs and outputs are for. */
export interface GradientGraph {
  readonly model: Model;
  /** Inputs that come with each batch; the first side of each is the batch. */
  readonly inputs: readonly string[];
}

/** The input that holds each example's share in the mean, [batch]. */
export const SHARES = "shares";

/** Name of the output that a weight's gradient, added to what is there, has; the operand is called the same with `+`. */
export const gradientName = (weight: string) => `gradient of ${weight}`;
export const sumName = (weight: string) => `sum of ${weight}`;

/**
 * The forward and backward pass of a model as one graph: its inputs and the objective's, `shares`, the trained weights by name and the sums of
 * their gradients -> `loss`, the sum of losses times shares, and the sums with this batch's added.
 *
 * Throws `unknown-weight`, `wrong-loss-shape`, and what `gradients` throws.
 */
export function gradientGraph(model: Model, { weights, objective, segments = 1 }: GradientGraphOptions): GradientGraph {
  const { initializers, inputs } = model.graph;
  const g = buildGraph(`training of ${model.graph.name}`, { opset: model.opsets.get("") });
  const own = Object.fromEntries(inputs.map(({ name, type }) => [name, g.input(name, type.dtype, type.shape!)]));
  const trained = weights.map((name) => {
    const tensor = initializers.get(name);
    if (tensor?.dtype !== "float32") throw unknownWeight(name, model);
    return g.input(name, "float32", tensor.shape);
  });
  const outputs = includeModel(g, model, {
    ...own,
    ...Object.fromEntries(trained.map((value) => [value.name, value])),
  });
  const losses = objective(g, { ...own, ...outputs });
  if (losses.shape.length !== 1 || losses.dtype !== "float32") throw wrongLoss(losses);
  const shares = g.input(SHARES, "float32", losses.shape);
  const loss = g.reduceSum(g.mul(losses, shares), [0]);
  g.output("loss", loss);
  gradients(g, loss, trained, { segments }).forEach((gradient, i) => {
    const sum = g.input(sumName(weights[i]), "float32", trained[i].shape);
    g.output(gradientName(weights[i]), g.add(sum, gradient));
  });
  const finished = g.finish();
  const inner = new Set([SHARES, ...weights, ...weights.map(sumName)]);
  return {
    model: finished,
    inputs: finished.graph.inputs.map(({ name }) => name).filter((name) => !inner.has(name)),
  };
}

function unknownWeight(name: string, { graph }: Model): TinyCatsError {
  return new TinyCatsError("unknown-weight", `${graph.name} has no float32 weight called ${name}`, {
    value: name,
    remedy: "name weights of the model, such as those of the architecture's table.",
  });
}

function wrongLoss({ name, dtype, shape }: Value): TinyCatsError {
  return new TinyCatsError("wrong-loss-shape", `the objective gave ${name}, ${dtype} [${shape.join(", ")}]`, {
    value: shape,
    remedy: "give the loss of each example: float32 of one side, the batch.",
  });
}
