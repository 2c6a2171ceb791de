import { expect } from "vitest";
import { buildGraph } from "../build/build-graph.ts";
import { includeModel } from "../build/include-model.ts";
import type { Value } from "../build/value.ts";
import { gradients } from "../gradient/gradients.ts";
import type { InputValue } from "../interpret/bind-inputs.ts";
import { interpret } from "../interpret/interpret.ts";
import type { Model } from "../model/model.ts";
import { tensorValues } from "../model/tensor-values.ts";
import { writeModel } from "../protobuf/write-model.ts";
import { BATCH, randomGraph } from "./random-graph.ts";
import { runOnnxruntime } from "./run-onnxruntime.ts";

/** Each shorter one steps over fewer kinks and loses more digits; a gradient that is wrong agrees with none. */
const STEPS = [1e-5, 1e-6, 1e-7];

/** The loss of a model, a sum of its outputs' squares as they vary, with its gradients by `x` and all weights of floating point. */
function withGradients(model: Model, opset: number, segments: number): { model: Model; names: string[] } {
  const g = buildGraph("loss", { opset });
  const x = g.input("x", "float32", ["n", 3, 4, 6]);
  const weights = [...model.graph.initializers].filter(([name]) => /^w\d+$/.test(name));
  const given = weights.map(([name, tensor]) => [name, g.input(name, "float32", tensor.shape)] as const);
  const outputs = Object.values(includeModel(g, model, { x, ...Object.fromEntries(given) }));
  const terms = outputs.map((y) => g.op("ReduceMean", [g.mul(y, g.add(y, 0.5))], { keepdims: 0 }));
  const loss = g.add(terms[0], terms[1]);
  // Only what the loss depends on has a gradient.
  const used = given.filter(([name]) => isUsed(name, outputs, g.applications()));
  const values = [["x", x] as const, ...used];
  gradients(
    g,
    loss,
    values.map(([, value]) => value),
    { segments },
  ).forEach((gradient, i) => {
    g.output(`d_${values[i][0]}`, gradient);
  });
  g.output("loss", loss);
  return { model: g.finish(), names: values.map(([name]) => name) };
}

function isUsed(
  name: string,
  outputs: readonly Value[],
  applications: ReturnType<ReturnType<typeof buildGraph>["applications"]>,
) {
  const needed = new Set(outputs.map((output) => output.name));
  for (const { inputs, outputs: made } of applications.toReversed()) {
    if (made.some((value) => needed.has(value.name))) for (const input of inputs) if (input) needed.add(input.name);
  }
  return needed.has(name);
}

/**
 * Differentiates a random graph and expects: the derivative along a direction through all inputs and weights is the finite difference's to
 * 1e-6; in parts that are computed again, the same bits; onnxruntime's float32 gradients to 1e-4 of the largest. Returns the number of nodes.
 */
export async function randomGradientsAgree(tape: readonly number[], opset: number): Promise<number> {
  const source = randomGraph(tape, opset);
  const { model, names } = withGradients(source, opset, 1);
  const shapes = new Map([["x", [BATCH, 3, 4, 6]]]);
  for (const [name, { shape }] of source.graph.initializers) shapes.set(name, [...shape]);
  const start = new Map<string, number[]>();
  for (const { name } of model.graph.inputs) {
    const tensor = source.graph.initializers.get(name);
    const numbers = tensor
      ? [...tensorValues(tensor)]
      : Array.from({ length: 144 }, (_, i) => Math.sin(i * 1.7 + tape[0] + 0.5) * 1.9);
    // A zero would lie on a kink.
    start.set(
      name,
      numbers.map((value) => Math.fround(value || 0.3)),
    );
  }
  const direction = (name: string, i: number) => Math.cos(i * 2.1 + name.length + (tape[1] % 7));
  const along = (distance: number) => {
    const moved = [...start].map(([name, data]): [string, InputValue] => {
      const isMoved = names.includes(name);
      return [
        name,
        { shape: shapes.get(name)!, data: data.map((v, i) => (isMoved ? v + distance * direction(name, i) : v)) },
      ];
    });
    return interpret(model, Object.fromEntries(moved));
  };
  const here = along(0);
  const slope = names
    .flatMap((name) => Array.from(here[`d_${name}`].data, (value, i) => Number(value) * direction(name, i)))
    .reduce((a, b) => a + b, 0);
  const differences = STEPS.map(
    (step) => (Number(along(step).loss.data[0]) - Number(along(-step).loss.data[0])) / (2 * step),
  );
  const gaps = differences.map((difference) => Math.abs(slope - difference) / Math.max(1, Math.abs(slope)));
  expect(Math.min(...gaps), `${slope} for ${differences}`).toBeLessThan(1e-6);

  const inputs = Object.fromEntries(
    [...start].map(([name, data]) => [name, { shape: shapes.get(name)!, data: Float32Array.from(data) }]),
  );
  const again = withGradients(source, opset, 2 + (tape[2] % 3)).model;
  expect(interpret(again, inputs)).toEqual(here);
  for (const graph of [model, again]) {
    const theirs = await runOnnxruntime(writeModel(graph), inputs);
    for (const [name, { data, shape }] of Object.entries(here)) {
      expect(theirs[name].shape).toEqual(shape);
      const size = Array.from(data).reduce((most: number, value) => Math.max(most, Math.abs(Number(value))), 1);
      const gaps = theirs[name].data.map((value, i) => Math.abs(value - Number(data[i])));
      expect(Math.max(0, ...gaps) / size).toBeLessThan(1e-4);
    }
  }
  return model.graph.nodes.length;
}
