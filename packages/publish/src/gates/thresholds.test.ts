import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { DEFAULT_THRESHOLDS, parseThresholds } from "./thresholds.ts";

const refusal = async (value: unknown) => {
  const { code, message, remedy } = await errorOf(() => parseThresholds(value));
  expect(code).toBe("invalid-thresholds");
  return `${message}; ${remedy}`;
};

test("the defaults are those that publishing promises", () => {
  expect(parseThresholds({})).toEqual(DEFAULT_THRESHOLDS);
  expect(DEFAULT_THRESHOLDS).toMatchObject({
    min_cat_accuracy: 0.97,
    max_fid: 40,
    max_kid: null,
    max_perplexity: null,
    onnx_tolerance: 1e-4,
    max_quantized_mb: 50,
    max_cpu_p95_ms: 2000,
  });
});

test("the seed projects' names are taken where they mean the same", () => {
  const given = {
    min_val_accuracy: 0.85,
    max_onnx_size_mb: 100,
    max_inference_time_cpu_ms: 50,
    onnx_output_tolerance: 0.01,
  };
  expect(parseThresholds(given)).toEqual({
    ...DEFAULT_THRESHOLDS,
    min_cat_accuracy: 0.85,
    max_quantized_mb: 100,
    max_cpu_p95_ms: 50,
    onnx_tolerance: 0.01,
  });
});

test("what is no threshold is refused, with what to use", async () => {
  expect(await refusal({ max_final_loss: 0.5 })).toContain("use max_perplexity or min_cat_accuracy");
  expect(await refusal({ max_fid_score: 50 })).toContain("it is max_fid here");
  expect(await refusal({ max_kids: 1 })).toMatch(/there is no "max_kids"; use min_cat_accuracy, max_fid/);
  expect(await refusal({ min_val_accuracy: 0.9, min_cat_accuracy: 0.9 })).toContain("min_cat_accuracy is given twice");
  expect(await refusal({ min_cat_accuracy: 97 })).toContain("min_cat_accuracy can't be 97");
  expect(await refusal({ max_fid: "40" })).toContain('max_fid can\'t be "40"');
  expect(await refusal(JSON.parse('{"__proto__": 1}'))).toContain('there is no "__proto__"');
  for (const value of [null, [], 3, "x"]) expect(await refusal(value)).toContain("they are no object");
});
