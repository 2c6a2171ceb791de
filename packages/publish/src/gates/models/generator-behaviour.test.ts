import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { gateOf } from "../../testing/gate-of.ts";
import { put, rehash } from "../../testing/model-folder.ts";
import { handClassifier, handGenerator } from "../../testing/tiny-graphs.ts";

describe("behaviour of generators", () => {
  test("one that goes from noise to a level of the breed's, with some noise left, passes", async () => {
    const folder = handGenerator((g, { noise, time, breed }) => g.sub(g.mul(breed, g.add(time, 1)), g.mul(noise, 0.5)));
    expect(await gateOf(folder, "behaviour")).toMatchObject({ passed: true });
  });

  test.each<[string, Parameters<typeof handGenerator>[0], RegExp]>([
    ["its velocity is zero", (g, { noise }) => g.mul(noise, 0), /velocity is zero: noise stays what it is/],
    ["it ignores time", (g, { noise, breed }) => g.sub(breed, noise), /does not change with time/],
    ["it ignores its breed", (g, { noise, time }) => g.sub(time, noise), /does not change with the breed/],
    [
      "its drawings ignore its breed",
      (g, { noise, time, breed }) => g.add(g.sub(time, g.mul(noise, 0.5)), g.mul(breed, 0.003)),
      /drawings of two breeds from one noise are the same/,
    ],
    [
      "its drawings ignore the noise",
      // Whatever x is, the last of four Euler steps, at 3/4, ends at the breed's level.
      (g, { noise, time, breed }) => g.div(g.sub(breed, noise), g.sub(1, time)),
      /drawings of one breed from two noises are the same/,
    ],
    ["NaN", (g, { noise }) => g.div(g.mul(noise, 0), 0), /velocity is no more than NaN/],
  ])("%s", async (_, velocity, message) => {
    const result = await gateOf(handGenerator(velocity), "behaviour");
    expect(result.passed).toBe(false);
    expect(result.message).toMatch(message);
  });

  test("a network that predicts the picture is judged by its picture", async () => {
    // x + (1 - t) v is the breed's level at every time.
    const folder = handGenerator((g, { noise, time, breed }) => g.div(g.sub(breed, noise), g.sub(1, time)), {
      prediction: "sample",
    });
    expect((await gateOf(folder, "behaviour")).message).toContain("does not change with time");
  });

  test("one breed alone, and inputs of other names", async () => {
    const folder = handGenerator(
      (g, { noise, time, breed }) => g.sub(g.mul(breed, g.add(time, 1)), g.mul(noise, 0.5)),
      {
        drawable: [1],
      },
    );
    expect((await gateOf(folder, "behaviour")).message).toContain("(it has one)");
    const other = handClassifier((_, mean) => mean);
    put(
      folder,
      "onnx/model.onnx",
      await import("node:fs").then((fs) => fs.readFileSync(join(other, "onnx/model.onnx"))),
    );
    rehash(folder);
    expect((await gateOf(folder, "behaviour")).message).toBe(
      "the graph takes pixel_values, not noise, timestep and breed",
    );
  });
});
