import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { buildGraph } from "../build/build-graph.ts";
import { makeTensor } from "../model/make-tensor.ts";
import type { Graph, Node } from "../model/model.ts";
import { readModel } from "../protobuf/read-model.ts";
import { tinyModel } from "../testing/tiny-models.ts";
import { checkModel } from "./check-model.ts";
import { findFaults } from "./find-faults.ts";

const node = (op: string, inputs: string[], outputs: string[], more: Partial<Node> = {}): Node => ({
  op,
  domain: "",
  name: "",
  inputs,
  outputs,
  attributes: new Map(),
  ...more,
});

function model(parts: Partial<Graph>) {
  const g = buildGraph("checked");
  g.output("y", g.relu(g.input("x", "float32", ["n", 4])));
  const whole = g.finish();
  return { ...whole, graph: { ...whole.graph, ...parts } };
}

const messages = (parts: Partial<Graph>) => findFaults(model(parts)).map(({ message }) => message);
const info = (name: string, shape: (number | string)[], dtype: "float32" | "int64" = "float32") => ({
  name,
  type: { dtype, shape },
});

test("whole models are returned", () => {
  for (const name of ["tiny-classifier", "tiny-generator", "tiny-nan"]) {
    const read = readModel(tinyModel(name));
    expect(checkModel(read)).toBe(read);
  }
});

test.each<[string, Partial<Graph>, RegExp]>([
  [
    "a value used before it is made",
    { nodes: [node("Relu", ["z"], ["y"]), node("Relu", ["x"], ["z"])] },
    /uses z before it is made/,
  ],
  ["a cycle", { nodes: [node("Add", ["x", "z"], ["y"]), node("Relu", ["y"], ["z"])] }, /uses z before/],
  [
    "a value made twice",
    { nodes: [node("Relu", ["x"], ["y"]), node("Tanh", ["x"], ["y"])] },
    /makes y, which there is/,
  ],
  ["an input made again", { nodes: [node("Relu", ["x"], ["x"]), node("Relu", ["x"], ["y"])] }, /makes x/],
  ["two inputs of one name", { inputs: [info("x", ["n", 4]), info("x", ["n", 4])] }, /two inputs are called x/],
  ["two outputs of one name", { outputs: [info("y", ["n", 4]), info("y", ["n", 4])] }, /two outputs are called y/],
  ["an input with a negative side", { inputs: [info("x", [-1, 4])] }, /input x can't be \[-1, 4\]/],
  ["an output that nothing makes", { outputs: [info("other", [4])] }, /nothing makes other/],
  ["no output", { outputs: [] }, /no output/],
  [
    "an output of another shape",
    { outputs: [info("y", ["n", 5])] },
    /y is declared float32 \[n, 5\] and is float32 \[n, 4\]/,
  ],
  ["an output of another type", { outputs: [info("y", ["n", 4], "int64")] }, /declared int64/],
  ["a note of another rank", { values: [info("y", [4])] }, /declared float32 \[4\]/],
  ["an unknown operator", { nodes: [node("LSTM", ["x"], ["y"])] }, /no operator LSTM/],
  [
    "an operator of another domain",
    { nodes: [node("Relu", ["x"], ["y"], { domain: "com.example" })] },
    /com.example.Relu/,
  ],
  [
    "a weight of the wrong size",
    { initializers: new Map([["w", { dtype: "float32", shape: [3], bytes: new Uint8Array(8) }]]) },
    /w of float32 \[3\] has 8 bytes/,
  ],
  [
    "a default that is no input's",
    { initializers: new Map([["x", makeTensor("int64", [1], [1])]]) },
    /input x and the weight/,
  ],
  ["a weight without a name", { initializers: new Map([["", makeTensor("int64", [1], [1])]]) }, /no name/],
])("%s", (_, parts, message) => {
  const found = messages(parts);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(message);
});

test("one error lists all faults, and what follows from one is not repeated", async () => {
  const nodes = [
    node("Relu", ["lost"], ["a"]),
    node("Tanh", ["a"], ["b"]),
    node("Gelu", ["x"], ["c"]),
    node("Add", ["b", "c"], ["y"]),
  ];
  const error = await errorOf(() => checkModel(model({ nodes })));
  expect(error.code).toBe("invalid-graph");
  expect(error.value).toEqual([
    { code: "invalid-graph", at: "a", message: "Relu -> a uses lost before it is made" },
    { code: "unsupported-operator", at: "c", message: "there is no operator Gelu here at opset 17" },
  ]);
  expect(findFaults({ ...model({}), opsets: new Map([["", 30]]) })).toMatchObject([{ code: "unsupported-onnx" }]);
});

test("an error about very many faults stays short", async () => {
  const nodes = Array.from({ length: 500 }, (_, i) => node("Relu", [`lost${i}`], [i === 0 ? "y" : `y${i}`]));
  const error = await errorOf(() => checkModel(model({ nodes })));
  expect(error.message).toMatch(/and 490 more$/);
  expect(error.value).toHaveLength(500);
});
