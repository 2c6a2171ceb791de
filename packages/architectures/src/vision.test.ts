import * as web from "onnxruntime-web/wasm";
import { describe, expect, test } from "vitest";
import { formula } from "../../../tooling/golden/fill.ts";
import { float32, float64 } from "../../../tooling/golden/read-vectors.ts";
import { canonicalTensors } from "./canonical-tensors.ts";
import { detect } from "./detect.ts";
import { loadTensors } from "./load-tensors.ts";
import { formulaTensor } from "./testing/formula-tensors.ts";
import { parseKey, visionGolden } from "./testing/golden.ts";
import { inMemory } from "./testing/in-memory.ts";
import { every, gap, runInterpreter, runOnnxruntime } from "./testing/run-graph.ts";

const cases = visionGolden.cases.map(
  (golden, i) => [`${golden.architecture} of ${golden.dialect} (${i})`, golden] as const,
);

describe.each(cases)("%s", (_, golden) => {
  const open = () =>
    inMemory(new Map(golden.keys.map(parseKey).map(([name, shape]) => [name, formulaTensor(name, shape)])));
  const side = golden.image_size;
  const inputs = { pixel_values: { shape: [2, 3, side, side], data: formula("input", 6 * side * side, 4) } };
  const found = async () => detect(await open(), { config: { ...golden.config, image_size: side } });

  test("is detected, and onnxruntime gives PyTorch's answer, native and in WebAssembly", async () => {
    const { architecture, dialect, config, ...rest } = await found();
    expect(architecture.name).toBe(golden.architecture);
    expect(dialect.name).toBe(golden.dialect);
    const weights = await loadTensors(await canonicalTensors({ architecture, dialect, config, ...rest }));
    for (const runtime of [undefined, web as never]) {
      const outputs = await runOnnxruntime(architecture.graph(config, weights), inputs, runtime);
      expect(gap(outputs.logits, float32(golden.f32.logits))).toBeLessThan(1e-4);
      expect(gap(every(outputs.features, 8), float32(golden.f32.features))).toBeLessThan(1e-4);
    }
  });

  // The large ResNets are of the same blocks as the small ones.
  const size = golden.keys.map(parseKey).reduce((sum, [, shape]) => sum + shape.reduce((a, b) => a * b, 1), 0);
  const isLarge = golden.architecture === "resnet" && size > 5e6;
  if (isLarge) return;

  test("the interpreter gives PyTorch's answer in float64", async () => {
    const detected = await found();
    const weights = await loadTensors(await canonicalTensors(detected), { dtype: "float64" });
    const model = detected.architecture.graph(detected.config, weights, { dtype: "float64" });
    const outputs = runInterpreter(model, inputs);
    expect(gap(outputs.logits, float64(golden.f64.logits))).toBeLessThan(1e-9);
    expect(gap(every(outputs.features, 8), float64(golden.f64.features))).toBeLessThan(1e-9);
  });
});
