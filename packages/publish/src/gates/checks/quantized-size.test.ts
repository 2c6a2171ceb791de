import { describe, expect, test } from "vitest";
import { gateOf } from "../../testing/gate-of.ts";
import { publishedFolder } from "../../testing/published.ts";
import { handClassifier } from "../../testing/tiny-graphs.ts";

describe("quantized-size", () => {
  test("none, and one that is too large by the threshold", async () => {
    const folder = publishedFolder({ generator: false });
    expect(await gateOf(folder, "quantized-size")).toMatchObject({ passed: true, value: 2.518051, threshold: 50 });
    const thresholds = { max_quantized_mb: 2.5 };
    const large = await gateOf(folder, "quantized-size", { thresholds });
    expect(large).toMatchObject({ passed: false, message: "onnx/model_quantized.onnx has 2.5 MB, not less than 2.5" });
    const bare = handClassifier((_, mean) => mean);
    expect((await gateOf(bare, "quantized-size")).remedy).toContain("tiny-cats quantize");
    expect(await gateOf(bare, "quantized-size", { allowMissing: ["onnx/model_quantized.onnx"] })).toMatchObject({
      passed: false,
      allowed_because: "onnx/model_quantized.onnx is allowed to be missing",
    });
  });
});
