import { expect } from "vitest";
import { buildGraph } from "../build/build-graph.ts";
import { gradients } from "../gradient/gradients.ts";
import { interpret } from "../interpret/interpret.ts";
import type { DType } from "../model/dtype.ts";
import type { Model } from "../model/model.ts";
import { writeModel } from "../protobuf/write-model.ts";
import { elements } from "../shape/elements.ts";
import { checkGradient } from "./check-gradient.ts";
import { type RandomNode, randomNode } from "./random-node.ts";
import { runOnnxruntime } from "./run-onnxruntime.ts";

/** The sum of the squares of what a node gives, differentiated by all inputs. */
function modelOf({ shapes, make, opset }: RandomNode, dtype: DType, isNamed: boolean): Model {
  const g = buildGraph("node", { opset });
  const inputs = shapes.map((shape, i) =>
    g.input(
      `x${i}`,
      dtype,
      shape.map((side) => (isNamed && side > 1 ? `side${side}` : side)),
    ),
  );
  const y = make(g, inputs);
  const loss = g.op("ReduceSum", [g.mul(y, y)], { keepdims: 0 });
  gradients(g, loss, inputs).forEach((gradient, i) => {
    expect(gradient).toMatchObject({ dtype, shape: inputs[i].shape });
    g.output(`d${i}`, gradient);
  });
  return g.finish();
}

/**
 * Expects of a random node: its gradients are finite differences; graphs whose sides have names give the same; onnxruntime gives them in
 * float32. Returns the operator.
 */
export async function gradientOfNodeAgrees(tape: readonly number[]): Promise<string> {
  const node = randomNode(tape);
  const { shapes, make, opset } = node;
  // Far from kinks and ties, as finite differences need: numbers that differ by 0.01 and more.
  const step = 1 + 2 * (tape[0] % 20);
  const fill = (input: number, i: number) => {
    const place = ((i * 41 + input * 17 + step) * 29) % 97;
    return node.isPositive ? 0.4 + place / 60 + 0.003 * input : (place + 0.5 + 0.2 * input) / 37 - 1.3;
  };
  checkGradient({ shapes, make, opset, fill });
  const data = shapes.map((shape, input) => Float32Array.from({ length: elements(shape) }, (_, i) => fill(input, i)));
  const values = Object.fromEntries(shapes.map((shape, i) => [`x${i}`, { shape, data: data[i] }]));
  const wanted = interpret(modelOf(node, "float64", false), values);
  const file = writeModel(modelOf(node, "float32", false));
  const results = [interpret(modelOf(node, "float64", !node.isFixed), values), await runOnnxruntime(file, values)];
  for (const [name, { shape, data: right }] of Object.entries(wanted)) {
    const size = Array.from(right).reduce((most: number, value) => Math.max(most, Math.abs(Number(value))), 1);
    for (const [i, result] of results.entries()) {
      expect(result[name].shape).toEqual(shape);
      Array.from(right).forEach((value, at) => {
        expect(Math.abs(Number(result[name].data[at]) - Number(value)) / size).toBeLessThan(i === 0 ? 1e-13 : 1e-5);
      });
    }
  }
  return node.op;
}
