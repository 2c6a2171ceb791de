import { expect, test } from "vitest";
import { buildGraph } from "../build/build-graph.ts";
import { gradients } from "../gradient/gradients.ts";
import { writeModel } from "../protobuf/write-model.ts";
import { runOnnxruntime } from "../testing/run-onnxruntime.ts";
import { blockDepthwise } from "./block-depthwise.ts";
import { blockProbe } from "./block-probe.ts";

const probe = () => runOnnxruntime(writeModel(blockProbe()), { x: { shape: [1, 4, 1, 1], data: new Float32Array(4) } });
/** Processors without wide registers have no blocks, and onnxruntime refuses the probe. */
const block = await probe().then(
  ({ y }) => y.shape[1],
  () => undefined,
);

const shapes = { x: [2, 32, 9, 8], a: [32, 1, 3, 3], b: [32, 1, 5, 5], bias: [32], c: [48, 32, 1, 1] };
function step() {
  const g = buildGraph("step");
  const [x, a, b, bias, c] = Object.entries(shapes).map(([name, shape]) => g.input(name, "float32", shape));
  let y = g.relu6(g.conv(x, a, bias, { padding: 1, groups: 32 }));
  y = g.conv(y, b, undefined, { padding: [2, 1], groups: 32, stride: 2 });
  y = g.conv(g.add(y, g.clip(y, -1, 1)), c);
  const by = { x, a, b, bias, c };
  const found = gradients(g, g.reduceSum(g.mul(y, y), [0, 1, 2, 3]), Object.values(by));
  Object.keys(by).forEach((name, i) => {
    g.output(`d_${name}`, found[i]);
  });
  g.output("y", y);
  return g.finish();
}

test("a runtime's block is a power of two, where it has one", () => {
  expect([undefined, 4, 8, 16, 32]).toContain(block);
});

test("depthwise convolutions in blocks, forward and back, give what they gave without", async () => {
  const model = step();
  const blocked = blockDepthwise(model, block ?? 16);
  const ours = blocked.graph.nodes.filter(({ domain }) => domain !== "");
  // Both layers, the weights' gradients of both, and the input's of the first; that of a strided one has other outputs than inputs.
  expect(ours.filter(({ op }) => op === "Conv")).toHaveLength(5);
  expect(ours.filter(({ attributes }) => attributes.has("activation"))).toHaveLength(1);
  if (block === undefined) return;
  const inputs = Object.fromEntries(
    Object.entries(shapes).map(([name, shape], input) => {
      const length = shape.reduce((a, b) => a * b, 1);
      return [name, { shape, data: Float32Array.from({ length }, (_, i) => Math.sin(i * 12.9898 + input) * 1.5) }];
    }),
  );
  const wanted = await runOnnxruntime(writeModel(model), inputs);
  const found = await runOnnxruntime(writeModel(blocked), inputs);
  for (const [name, { shape, data }] of Object.entries(wanted)) {
    expect(found[name].shape).toEqual(shape);
    const size = Math.max(...data.map(Math.abs));
    expect(Math.max(...data.map((value, i) => Math.abs(value - found[name].data[i]))) / size).toBeLessThan(1e-5);
  }
});

test("what does not suit the block, has constant weights or is not depthwise stays as it was", () => {
  const g = buildGraph("kept");
  const x = g.input("x", "float32", ["batch", 24, 8, 8]);
  const line = g.input("line", "float32", [1, 16, 8]);
  const constant = g.constant("float32", [24, 1, 3, 3], new Array<number>(216).fill(1));
  g.output("a", g.conv(x, g.input("w", "float32", [24, 1, 3, 3]), undefined, { groups: 24 }));
  g.output("b", g.conv(x, constant, undefined, { groups: 24 }));
  g.output("c", g.conv(x, g.input("v", "float32", [48, 1, 3, 3]), undefined, { groups: 24 }));
  g.output("d", g.conv(line, g.input("u", "float32", [16, 1, 3]), undefined, { groups: 16 }));
  const model = g.finish();
  const { graph, opsets } = blockDepthwise(model, 16);
  expect(graph.nodes).toEqual(model.graph.nodes);
  expect(opsets).toEqual(model.opsets);
});
