import { encodePng } from "@tiny-cats/core/png";
import { describe, expect, test } from "vitest";
import { gateOf } from "../../testing/gate-of.ts";
import { change, put } from "../../testing/model-folder.ts";
import { handClassifier, row } from "../../testing/tiny-graphs.ts";

describe("behaviour of classifiers", () => {
  test("one that tells bright from dark passes", async () => {
    const folder = handClassifier((g, mean) => g.mul(mean, row(g, "gains", [8, -8, 0])));
    expect((await gateOf(folder, "behaviour")).value).toBeCloseTo(2 / 3, 2);
  });

  test.each([
    ["constant, and sure", [9, 0, 0], /nearly the same, at most 0\.?0* apart/],
    ["uniform", [0, 0, 0], /nearly the same/],
  ])("%s", async (_, logits, message) => {
    const folder = handClassifier((g, mean) => g.add(g.mul(mean, 0), row(g, "constant", logits)));
    const result = await gateOf(folder, "behaviour");
    expect(result).toMatchObject({ passed: false, threshold: 0.05 });
    expect(result.message).toMatch(message);
  });

  test("nearly guessing", async () => {
    const folder = handClassifier((g, mean) => g.mul(mean, row(g, "gains", [0.2, -0.2, 0])));
    const thresholds = { min_answer_spread: 0.001, min_confidence_gain: 0.3 };
    expect((await gateOf(folder, "behaviour", { thresholds })).message).toMatch(
      /nearly guesses, at most 0\.0\d+ above/,
    );
  });

  test("NaN", async () => {
    const folder = handClassifier((g, mean) => g.div(g.mul(mean, row(g, "zero", [0, 0, 0])), 0));
    expect((await gateOf(folder, "behaviour")).message).toMatch(/NaN/);
  });

  test("pictures of the folder are looked at too", async () => {
    const folder = handClassifier((g, mean) => g.mul(mean, row(g, "gains", [8, -8, 0])));
    put(folder, "samples/a.png", await encodePng({ data: new Uint8ClampedArray(64 * 64 * 3), width: 64, height: 64 }));
    expect((await gateOf(folder, "behaviour")).message).toContain("its answers to 9 pictures");
    put(folder, "samples/b.png", "no picture");
    expect(await gateOf(folder, "behaviour")).toMatchObject({ passed: false });
  });

  test("pictures too large to be tried", async () => {
    const folder = handClassifier((g, mean) => g.mul(mean, row(g, "gains", [8, -8, 0])));
    change(folder, "tiny-cats.json", (manifest) => {
      manifest.preprocessing.crop.width = 1e9;
      manifest.inputs[0].shape = ["batch", 3, "height", "width"];
    });
    expect((await gateOf(folder, "behaviour")).message).toContain("a side of 1000000000, where 2048 can be tried");
  });
});
