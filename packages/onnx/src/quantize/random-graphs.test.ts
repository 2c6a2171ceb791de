import fc from "fast-check";
import { expect, test } from "vitest";
import { checkModel } from "../check/check-model.ts";
import { randomGraph } from "../testing/random-graph.ts";
import { runWithOnnxruntime } from "../testing/run-with-onnxruntime.ts";
import { collectRanges } from "./collect-ranges.ts";
import { quantizableNodes } from "./quantizable-nodes.ts";
import { quantizeDynamic } from "./quantize-dynamic.ts";
import { quantizeStatic } from "./quantize-static.ts";
import { toFloat16 } from "./to-float16.ts";

test("whatever is made of a random graph is sound, and onnxruntime runs it to finite answers of the same size", {
  timeout: 120_000,
}, async () => {
  let quantized = 0;
  const tape = fc.array(fc.nat(1_000_000), { minLength: 40, maxLength: 80 });
  const property = fc.asyncProperty(tape, fc.constantFrom(17, 18, 20, 22), async (numbers, opset) => {
    const model = randomGraph(numbers, opset);
    const run = runWithOnnxruntime();
    const data = Float32Array.from({ length: 144 }, (_, i) => Math.sin(i * 1.7 + numbers[0]) * 2);
    const inputs = { x: { shape: [2, 3, 4, 6], data } };
    const ranges = await collectRanges(model, [inputs], run);
    const expected = await run(model, inputs, {});
    quantized += quantizableNodes(model, "static").length;
    const made = [quantizeDynamic(model), quantizeStatic(model, { ranges }), toFloat16(model).model];
    for (const own of made) {
      checkModel(own);
      const outputs = await run(own, inputs, {});
      for (const [name, values] of Object.entries(expected)) {
        expect(outputs[name]).toHaveLength(values.length);
        const reach = (all: ArrayLike<number>) => Math.max(...Array.from(all, Math.abs));
        expect(Math.abs(reach(outputs[name]) - reach(values))).toBeLessThan(0.5 * reach(values) + 1);
      }
    }
  });
  await fc.assert(property, { seed: 20261122, numRuns: 120 });
  expect(quantized).toBeGreaterThan(40);
});
