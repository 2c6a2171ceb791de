import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { interpret } from "../interpret/interpret.ts";
import { makeTensor } from "../model/make-tensor.ts";
import type { Model } from "../model/model.ts";
import { buildGraph } from "./build-graph.ts";
import { includeModel } from "./include-model.ts";

/** y = relu(x w) + b, z = its sum. */
function layer(): Model {
  const g = buildGraph("layer");
  const x = g.input("x", "float32", ["n", 2]);
  const w = g.weight("w", makeTensor("float32", [2, 2], [1, -1, 2, 3]));
  const y = g.add(g.relu(g.matmul(x, w)), g.weight("b", makeTensor("float32", [2], [0.5, 0.25])));
  g.output("y", y);
  g.output("z", g.reduceSum(y, [0, 1]));
  return g.finish();
}
const x = { shape: [1, 2], data: [1, -1] };

describe("includeModel", () => {
  test("computes what the model does, and again behind itself under names of its own", () => {
    const g = buildGraph("twice");
    const once = includeModel(g, layer(), { x: g.input("x", "float32", ["n", 2]) });
    const twice = includeModel(g, layer(), { x: once.y });
    expect(Object.keys(once)).toEqual(["y", "z"]);
    for (const [name, value] of Object.entries({ once: once.y, twice: twice.y, sum: twice.z })) g.output(name, value);
    const model = g.finish();
    expect([...model.graph.initializers.keys()].filter((name) => !name.startsWith("constant"))).toEqual([
      "w",
      "b",
      "w_1",
      "b_1",
    ]);
    const results = interpret(model, { x });
    const [alone] = [interpret(layer(), { x }).y.data];
    expect([...results.once.data]).toEqual([...alone]);
    expect([...results.twice.data]).toEqual([
      ...interpret(layer(), { x: { shape: [1, 2], data: alone as Float64Array } }).y.data,
    ]);
    expect(Number(results.sum.data[0])).toBe(Number(results.twice.data[0]) + Number(results.twice.data[1]));
  });

  test("takes values for weights", () => {
    const g = buildGraph("trained");
    const given = { x: g.input("x", "float32", ["n", 2]), b: g.input("b", "float32", [2]) };
    g.output("y", includeModel(g, layer(), given).y);
    const { y } = interpret(g.finish(), { x, b: { shape: [2], data: [10, 20] } });
    expect([...y.data]).toEqual([10, 20]);
  });

  test("lets nodes become others", () => {
    const g = buildGraph("replaced");
    const seen: string[] = [];
    const { y } = includeModel(
      g,
      layer(),
      { x: g.input("x", "float32", ["n", 2]) },
      {
        replace(node, inputs) {
          seen.push(node.op);
          return node.op === "Relu" ? [g.op("Neg", [inputs[0]])] : undefined;
        },
      },
    );
    g.output("y", y);
    expect(seen).toEqual(["MatMul", "Relu", "Add", "ReduceSum"]);
    expect([...interpret(g.finish(), { x }).y.data]).toEqual([1.5, 4.25]);
  });

  test("passes inputs that are left out", () => {
    const inner = buildGraph("inner");
    const given = inner.input("x", "float32", [3]);
    inner.output("y", inner.op("Clip", [given, undefined, inner.constant("float32", [], [1])]));
    const g = buildGraph("outer");
    g.output("y", includeModel(g, inner.finish(), { x: g.input("x", "float32", [3]) }).y);
    expect([...interpret(g.finish(), { x: { shape: [3], data: [-5, 0, 5] } }).y.data]).toEqual([-5, 0, 1]);
  });

  test("refuses names that the model does not have, inputs that are missing, and another opset", async () => {
    const g = buildGraph("refused");
    const value = g.input("x", "float32", ["n", 2]);
    const call = (values: Parameters<typeof includeModel>[2]) => errorOf(() => includeModel(g, layer(), values));
    expect(await call({ x: value, weight: value })).toMatchObject({ code: "unknown-graph-input", value: "weight" });
    expect(await call({})).toMatchObject({ code: "missing-graph-input", value: "x" });
    const newer = buildGraph("newer", { opset: 20 });
    const other = errorOf(() => includeModel(newer, layer(), { x: newer.input("x", "float32", [1, 2]) }));
    expect(await other).toMatchObject({ code: "unsupported-onnx", value: 17 });
  });
});
