import { describe, expect, test } from "vitest";
import { gateOf, pool } from "../../testing/gate-of.ts";
import { change, hashOf } from "../../testing/model-folder.ts";
import { publishedFolder } from "../../testing/published.ts";
import { handClassifier } from "../../testing/tiny-graphs.ts";
import { validate } from "../validate.ts";

describe("quantized-loss", () => {
  const PLACE = "reports/classifier.json";

  test("its own gate counts, forced or not; then accuracy; then drawings", async () => {
    const folder = publishedFolder({ generator: false });
    expect(await gateOf(folder, "quantized-loss")).toMatchObject({ passed: true, value: 0, threshold: 0.005 });
    change(folder, PLACE, (report) => {
      Object.assign(report.gate, { loss: 0.02, passed: false, forced: true });
    });
    expect((await gateOf(folder, "quantized-loss")).message).toContain("lost 0.020, more than the 0.005 allowed");
    change(folder, PLACE, (report) => {
      report.gate = null;
      report.not_measured.gate = "none was set";
      report.accuracy.breeds = { ...report.accuracy.breeds, original: 0.9, quantized: 0.85, delta: 0.85 - 0.9 };
    });
    const accuracy = await gateOf(folder, "quantized-loss");
    expect(accuracy).toMatchObject({ passed: false, threshold: 0.01 });
    expect(accuracy.value).toBeCloseTo(0.05, 12);
    change(folder, PLACE, (report) => {
      report.accuracy = null;
      report.not_measured.accuracy = "no pictures";
    });
    expect((await gateOf(folder, "quantized-loss")).message).toContain("measured neither accuracy nor drawings");
    change(folder, PLACE, (report) => {
      report.drawings = { n: 3, mean_difference: 9, max_difference: 200 };
      report.not_measured.drawings = undefined;
    });
    expect(await gateOf(folder, "quantized-loss")).toMatchObject({ passed: false, value: 9, threshold: 5 });
  });

  test("a report of another file is none, which is a warning", async () => {
    const folder = publishedFolder({ generator: false });
    change(folder, PLACE, (report) => {
      report.output_sha256 = hashOf("x");
      report.measured.model.sha256 = hashOf("x");
    });
    const result = await gateOf(folder, "quantized-loss");
    expect(result.warnings).toEqual(["classifier quantized-loss: what the quantized graph has lost was not measured"]);
    expect((await validate(folder, { only: ["quantized-loss"], strict: true, pool })).passed).toBe(false);
    expect(
      (
        await gateOf(
          handClassifier((_, mean) => mean),
          "quantized-loss",
        )
      ).listed,
    ).toBe(0);
  });
});
