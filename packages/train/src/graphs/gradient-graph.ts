import { buildGraph, type Dim, type GraphBuilder, type Model, type Value } from "@tiny-cats/onnx";
import { gradients, includeModel, trainBatchNorms } from "@tiny-cats/onnx/gradient";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { resultsLast } from "./results-last.ts";

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
  /** "batch": batch normalisation by the batch's own statistics, the running ones kept up; unless told they stay as they are. */
  readonly batchNorm?: "batch";
  /** Parts of the model of which all but the last are computed again on the way back, to save memory; 1 unless told. */
  readonly segments?: number;
}

/** A graph of gradients and what its inputs and outputs are for. */
export interface GradientGraph {
  readonly model: Model;
  /** Inputs that come with each batch; the first side of each is the batch. */
  readonly inputs: readonly string[];
  /** Running statistics that the graph takes and gives anew, by their names in the model. */
  readonly statistics: readonly string[];
}

/** The input that holds each example's share in the mean, [batch]. */
export const SHARES = "shares";

/** Name of the gradient by a weight. */
export const gradientName = (weight: string) => `gradient of ${weight}`;

/** Name of a running statistic as it is after this batch. */
export const movedName = (statistic: string) => `new ${statistic}`;

/**
 * The forward and backward pass of a model as one graph: its inputs and the objective's, `shares` and the trained weights by name -> `loss`, the
 * sum of losses times shares, its gradient by each weight, and running statistics as they are after this batch. It is for batches of `count`
 * examples, whose number is known: some gradients are much quicker for that.
 *
 * Throws `unknown-weight`, `wrong-loss-shape`, and what `gradients` throws.
 */
export function gradientGraph(
  model: Model,
  count: number,
  { weights, objective, batchNorm, segments = 1 }: GradientGraphOptions,
): GradientGraph {
  const { initializers, inputs } = model.graph;
  const g = buildGraph(`training of ${model.graph.name}`, { opset: model.opsets.get("") });
  const sized = (side: Dim, axis: number) => (axis === 0 && typeof side === "string" ? count : side);
  const own = Object.fromEntries(
    inputs.map(({ name, type }) => [name, g.input(name, type.dtype, type.shape!.map(sized))]),
  );
  const asInput = (name: string) => {
    const tensor = initializers.get(name);
    if (tensor?.dtype !== "float32") throw unknownWeight(name, model);
    return g.input(name, "float32", tensor.shape);
  };
  const trained = weights.map(asInput);
  const norms = batchNorm === "batch" ? trainBatchNorms(g) : undefined;
  const statistics = norms ? runningStatistics(model) : [];
  const outputs = includeModel(
    g,
    model,
    { ...own, ...Object.fromEntries([...trained, ...statistics.map(asInput)].map((value) => [value.name, value])) },
    { ...(norms && { replace: norms.replace }) },
  );
  for (const name of statistics) g.output(movedName(name), norms!.statistics.get(name)!);
  const losses = objective(g, { ...own, ...outputs });
  if (losses.shape.length !== 1 || losses.dtype !== "float32") throw wrongLoss(losses);
  const shares = g.input(SHARES, "float32", losses.shape);
  const loss = g.reduceSum(g.mul(losses, shares), [0]);
  g.output("loss", loss);
  gradients(g, loss, trained, { segments }).forEach((gradient, i) => {
    g.output(gradientName(weights[i]), gradient);
  });
  const finished = resultsLast(g.finish());
  const inner = new Set([SHARES, ...statistics, ...weights]);
  return {
    model: finished,
    inputs: finished.graph.inputs.map(({ name }) => name).filter((name) => !inner.has(name)),
    statistics,
  };
}

/** Names of the means and variances of a model's batch normalisations. */
function runningStatistics({ graph }: Model): string[] {
  const norms = graph.nodes.filter(({ op, domain }) => op === "BatchNormalization" && domain === "");
  return [...new Set(norms.flatMap(({ inputs }) => [inputs[3], inputs[4]]))];
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
