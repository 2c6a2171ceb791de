import { buildGraph, type Model, type Tensor } from "@tiny-cats/onnx";
import { gradients, includeModel, trainBatchNorms } from "@tiny-cats/onnx/gradient";
import { formula } from "../../../../tooling/golden/fill.ts";
import type { GraphDtype } from "../graph-options.ts";

/** A model's graph with the gradients of sum(logits * numbers by formula) by its weights, which are inputs: `loss` and `d.<weight>`. */
export interface GradientStep {
  readonly model: Model;
  /** The weights that gradients are asked for, by name. */
  readonly trained: ReadonlyMap<string, Tensor>;
}

export interface GradientStepOptions {
  readonly dtype: GraphDtype;
  readonly batch: number;
  readonly side: number;
  readonly labels: number;
  /** Whether batch normalisations take the statistics of the batch. */
  readonly batchNorm: "fixed" | "trained";
}

export function gradientStep(
  model: Model,
  { dtype, batch, side, labels, batchNorm }: GradientStepOptions,
): GradientStep & { readonly statistics: readonly string[] } {
  const g = buildGraph("step", { opset: 20 });
  const pixels = g.input("pixel_values", dtype, [batch, 3, side, side]);
  const trained = new Map([...model.graph.initializers].filter(([name]) => /\.(weight|bias)$/.test(name)));
  const weights = Object.fromEntries([...trained].map(([name, { shape }]) => [name, g.input(name, dtype, shape)]));
  const norms = trainBatchNorms(g);
  const { logits } = includeModel(
    g,
    model,
    { pixel_values: pixels, ...weights },
    batchNorm === "trained" ? { replace: norms.replace } : {},
  );
  const cotangent = g.constant(dtype, [batch, labels], [...formula("cotangent", batch * labels, 2)]);
  const loss = g.reduceSum(g.mul(logits, cotangent), [0, 1]);
  const found = gradients(g, loss, Object.values(weights));
  g.output("loss", loss);
  Object.keys(weights).forEach((name, i) => {
    g.output(`d.${name}`, found[i]);
  });
  return { model: g.finish(), trained, statistics: [...norms.statistics.keys()] };
}
