import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { interpret } from "../interpret/interpret.ts";
import { makeTensor } from "../model/make-tensor.ts";
import { buildGraph } from "./build-graph.ts";

const ones = (...shape: number[]) =>
  makeTensor("float32", shape, new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(1));

test("values know their type and shape at once", () => {
  const g = buildGraph("shapes");
  const x = g.input("x", "float32", ["batch", 3, "h", 8]);
  expect(g.conv(x, g.weight("w", ones(4, 3, 3, 3)), undefined, { stride: 2, padding: 1 }).shape).toEqual([
    "batch",
    4,
    "(((h-1)/2)+1)",
    4,
  ]);
  expect(g.flatten(x).shape).toEqual(["batch", "24*h"]);
  expect(g.reshape(x, [0, -1]).shape).toEqual(["batch", "24*h"]);
  expect(g.reshape(x, [-1, 24]).shape).toEqual(["batch*h", 24]);
  expect(g.concat([x, x], 2).shape).toEqual(["batch", 3, "2*h", 8]);
  expect(g.shape(x, 1, -1)).toMatchObject({ dtype: "int64", shape: [2] });
  expect(g.cast(x, "float16").dtype).toBe("float16");
  expect(g.reduceMean(x, [2, 3]).shape).toEqual(["batch", 3]);
  expect(Object.isFrozen(x) && Object.isFrozen(x.shape)).toBe(true);
});

test("a shape computed from shapes is followed by name", () => {
  const g = buildGraph("followed");
  const x = g.input("x", "float32", ["batch", "seq", 12]);
  const heads = g.constant("int64", [2], [3, 4]);
  const wanted = g.concat([g.shape(x, 0, 2), heads], 0);
  expect(g.reshape(x, wanted).shape).toEqual(["batch", "seq", 3, 4]);
  const [batch, seq] = g.ops("Split", [g.shape(x, 0, 2), g.constant("int64", [2], [1, 1])], 2, { axis: 0 });
  expect(g.reshape(x, g.concat([g.mul(batch, seq), g.constant("int64", [1], [12])], 0)).shape).toEqual([
    "batch*seq",
    12,
  ]);
  const next = g.add(g.squeeze(seq, [0]), 1);
  const range = g.op("Range", [g.constant("int64", [], [0]), next, g.constant("int64", [], [1])]);
  expect(range).toMatchObject({ dtype: "int64", shape: ["(seq+1)"] });
});

describe("what does not fit is refused at the call, with names and shapes", () => {
  const g = buildGraph("refusals");
  const x = g.input("noise", "float32", ["batch", 3, 8, 8]);
  const w = g.weight("proj.weight", ones(5, 4));
  const index = g.input("index", "int64", ["batch"]);

  test.each<[string, string, RegExp, () => unknown]>([
    [
      "inner sides",
      "wrong-operand-shape",
      /MatMul\(noise \[batch, 3, 8, 8\], proj.weight \[5, 4\]\).*8 and 5/,
      () => g.matmul(x, w),
    ],
    ["broadcasting", "wrong-operand-shape", /Add\(.*proj.weight \[5, 4\]\)/, () => g.add(x, w)],
    ["an axis", "wrong-operand-shape", /axis 4 is not one of 4/, () => g.concat([x, x], 4)],
    ["axes twice", "wrong-operand-shape", /one twice/, () => g.unsqueeze(x, [1, 1])],
    ["a side that is not 1", "wrong-operand-shape", /not of side 1/, () => g.squeeze(x, [1])],
    ["elements", "wrong-operand-shape", /20 elements/, () => g.reshape(w, [3, 7])],
    ["elements that -1 can't take", "wrong-operand-shape", /20 elements/, () => g.reshape(w, [3, -1])],
    ["two free sides", "wrong-operand-shape", /no shape/, () => g.reshape(w, [-1, -1])],
    ["a split", "wrong-operand-shape", /does not split 8/, () => g.split(x, [3, 4], 3)],
    ["no parts", "wrong-operand-value", /no parts/, () => g.split(x, [], 3)],
    ["channels", "wrong-operand-shape", /3 channels/, () => g.conv(x, g.constant("float32", [1, 2, 1, 1], [1, 2]))],
    ["a window", "wrong-operand-shape", /window of 9/, () => g.maxPool(x, 9)],
    [
      "layer norm",
      "wrong-operand-shape",
      /normalised axes/,
      () => g.layerNorm(x, g.constant("float32", [3], [1, 2, 3])),
    ],
    ["an order", "wrong-operand-shape", /order 4 axes/, () => g.transpose(x, [0, 1, 2])],
    ["a fractional order", "invalid-attribute", /whole numbers/, () => g.transpose(x, [0, 1, 2, 0.5])],
    [
      "a negative repeat",
      "wrong-operand-shape",
      /would be \[-5, 4\]/,
      () => g.op("Tile", [w, g.constant("int64", [2], [-1, 1])]),
    ],
    [
      "one zero point for several scales",
      "wrong-operand-shape",
      /one scale an index/,
      () =>
        g.op("QuantizeLinear", [w, g.constant("float32", [4], [1, 2, 3, 4]), g.constant("uint8", [1], [1])], {
          axis: 1,
        }),
    ],
    [
      "zero points for other features",
      "wrong-operand-shape",
      /zero points/,
      () => {
        const kernel = g.constant("uint8", [2, 3, 1, 1], [1, 2, 3, 4, 5, 6]);
        const pixels = g.cast(x, "uint8");
        return g.op("ConvInteger", [pixels, kernel, undefined, g.constant("uint8", [3], [1, 2, 3])]);
      },
    ],
    ["an index", "wrong-operand-value", /index 2/, () => g.gather(g.shape(index), g.constant("int64", [], [2]))],
    ["a step of 0", "wrong-operand-value", /steps/, () => g.slice(x, 2, 0, 4, 0)],
    ["mixed types", "wrong-operand-type", /B is int64 beside float32/, () => g.add(x, index)],
    ["a type", "wrong-operand-type", /is int64, not one of/, () => g.sigmoid(index)],
    ["a missing operand", "wrong-operand-type", /B is missing/, () => g.op("Add", [x])],
    ["too many operands", "wrong-operand-type", /1 operands/, () => g.op("Relu", [x, x])],
    ["too many outputs", "wrong-operand-type", /2 outputs/, () => g.ops("Relu", [x], 2)],
    [
      "axes before their opset",
      "wrong-operand-type",
      /1 operands at opset 17/,
      () => g.op("ReduceMean", [x, g.constant("int64", [1], [1])]),
    ],
    ["an unknown attribute", "invalid-attribute", /no approximate/, () => g.op("Relu", [x], { approximate: "tanh" })],
    ["an attribute's type", "invalid-attribute", /int, not a ints/, () => g.op("Transpose", [x], { perm: 1 })],
    [
      "an attribute's value",
      "invalid-attribute",
      /one of NOTSET/,
      () => g.op("MaxPool", [x], { kernel_shape: [2, 2], auto_pad: "FULL" }),
    ],
    ["a missing attribute", "invalid-attribute", /to is missing/, () => g.op("Cast", [x])],
    [
      "training",
      "invalid-attribute",
      /training mode/,
      () =>
        g.op("BatchNormalization", [x, ...new Array(4).fill(g.constant("float32", [3], [1, 1, 1]))], {
          training_mode: 1,
        }),
    ],
    ["an unknown operator", "unsupported-operator", /no operator LSTM/, () => g.op("LSTM", [x])],
    ["an operator of a later opset", "unsupported-operator", /Gelu/, () => g.op("Gelu", [x])],
    [
      "a rank that nothing tells",
      "wrong-operand-shape",
      /unknown number of axes/,
      () => g.squeeze(g.reshape(x, g.op("Concat", [index, index], { axis: 0 })), [0]),
    ],
    ["a name given twice", "duplicate-name", /proj.weight/, () => g.weight("proj.weight", ones(1))],
    ["no name", "duplicate-name", /""/, () => g.input("", "float32", [])],
    ["a value of another graph", "foreign-value", /noise/, () => g.relu({ ...x })],
    ["an output of another graph", "foreign-value", /noise/, () => g.output("y", { ...x })],
    ["an opset", "unsupported-onnx", /opset 16/, () => buildGraph("old", { opset: 16 })],
    ["a graph without output", "invalid-graph", /no output/, () => buildGraph("empty").finish()],
  ])("%s", async (_, code, message, call) => {
    const error = await errorOf(call);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.remedy).not.toBe("");
  });
});

test("outputs take their names; a value can be several, and an input be one", () => {
  const g = buildGraph("outputs");
  const x = g.input("x", "float32", [2]);
  const y = g.mul(x, 2);
  g.output("double", y);
  g.output("again", y);
  g.output("same", x);
  g.output("triple", g.add(y, x));
  const model = g.finish();
  expect(model.graph.nodes.map(({ op, outputs }) => [op, ...outputs])).toEqual([
    ["Mul", "double"],
    ["Add", "triple"],
    ["Identity", "again"],
    ["Identity", "same"],
  ]);
  const outputs = interpret(model, { x: { shape: [2], data: [1, 5] } });
  expect(Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, [...data]]))).toEqual({
    double: [2, 10],
    again: [2, 10],
    same: [1, 5],
    triple: [3, 15],
  });
});

test("equal constants are one weight, and names made up avoid those given", () => {
  const g = buildGraph("constants");
  const x = g.input("add_0", "float32", [2]);
  const y = g.add(g.add(x, 1), 1);
  expect(y.name).toBe("add_2");
  g.output("y", y);
  expect([...g.finish().graph.initializers.keys()]).toEqual(["constant_0"]);
});

test("an operator that is applied gives another of its outputs, once", () => {
  const g = buildGraph("beside");
  const x = g.input("x", "float32", [2, 4]);
  const y = g.op("LayerNormalization", [x, g.weight("w", ones(4))]);
  const inverse = g.outputBeside(y, 2);
  expect(inverse).toMatchObject({ dtype: "float32", shape: [2, 1] });
  expect(g.outputBeside(y, 2)).toBe(inverse);
  expect(g.outputBeside(inverse, 0)).toBe(y);
  const mean = g.outputBeside(inverse, 1);
  g.output("mean", mean);
  g.output("y", y);
  const model = g.finish();
  expect(model.graph.nodes).toHaveLength(1);
  expect(model.graph.nodes[0].outputs).toEqual(["y", "mean", inverse.name]);
  const { mean: found } = interpret(model, { x: { shape: [2, 4], data: [1, 2, 3, 4, 5, 6, 7, 8] } });
  expect([...found.data]).toEqual([2.5, 6.5]);
});

test("weights and constants have their tensors, other values none", () => {
  const g = buildGraph("tensors");
  const x = g.input("x", "float32", [2]);
  const w = g.weight("w", ones(2));
  expect([g.isWeight(w), g.isWeight(x)]).toEqual([true, false]);
  expect(g.tensorOf(w)?.shape).toEqual([2]);
  expect(g.tensorOf(g.constant("float32", [], [3]))?.dtype).toBe("float32");
  expect(g.tensorOf(g.add(x, w))).toBeUndefined();
});
