import { buildGraph } from "../build/build-graph.ts";
import { makeTensor } from "../model/make-tensor.ts";
import { writeModel } from "../protobuf/write-model.ts";
import { goldenCases, goldenGraph } from "./golden-cases.ts";
import { tinyModel } from "./tiny-models.ts";

/** Valid files to damage: models that onnx wrote, one of ours with chains of shapes, and every golden case. */
export function seedModels(): Uint8Array[] {
  const g = buildGraph("seed", { opset: 18 });
  const x = g.input("x", "float32", ["n", 2, 5, 4]);
  const conv = g.conv(
    x,
    g.weight("w", makeTensor("float32", [3, 2, 3, 3], new Float64Array(54).fill(0.1))),
    undefined,
    { padding: 1 },
  );
  const flat = g.reshape(conv, g.concat([g.shape(x, 0, 1), g.constant("int64", [1], [-1])], 0));
  const bits = makeTensor("float32", [8, 60], new Float64Array(480).fill(0.01));
  g.output("y", g.softmax(g.linear(g.silu(flat), g.weight("head", bits))));
  const cases = goldenCases.map((golden) => {
    const { graph, results } = goldenGraph(golden);
    for (const [i, result] of results.entries()) graph.output(`y${i}`, result);
    return writeModel(graph.finish({ metadata: { key: "value" } }));
  });
  const whole = [writeModel(g.finish()), tinyModel("tiny-generator"), tinyModel("tiny-classifier")];
  // The larger ones stand as often as all others together.
  return cases.flatMap((file, i) => [file, whole[i % whole.length]]);
}
