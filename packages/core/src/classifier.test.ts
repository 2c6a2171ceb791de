import { describe, expect, test } from "vitest";
import { fakeSession } from "../test/fake-session.ts";
import { classifierManifest } from "../test/tiny-models.ts";
import { createClassifier } from "./classifier.ts";
import type { RgbImage } from "./image/rgb-image.ts";
import type { TensorInfo } from "./session.ts";

const input: TensorInfo = { name: "pixel_values", dtype: "float32", dims: ["batch", 3, 32, 32] };
const output: TensorInfo = { name: "logits", dtype: "float32", dims: ["batch", 13] };

/** logits[k] = k * the first pixel's red. */
function session({ inputs = [input], outputs = [output] } = {}, scale = 1) {
  return fakeSession({ inputs, outputs }, (feeds) => {
    const { data, dims } = feeds[inputs[0].name];
    const logits = Float32Array.from(
      { length: dims[0] * 13 },
      (_, i) => (i % 13) * Number(data[Math.floor(i / 13) * 3072]) * scale,
    );
    return { [outputs[0].name]: { dtype: "float32", data: logits, dims: [dims[0], 13] } };
  });
}

function even(value: number): RgbImage {
  return { data: new Uint8ClampedArray(40 * 40 * 3).fill(value), width: 40, height: 40 };
}

describe("createClassifier", () => {
  test("gives every class, most probable first, and P(cat) = 1 - P(Other)", async () => {
    const classifier = createClassifier(session(), classifierManifest());
    const { predictions, catProbability, logits } = await classifier.classify(even(255));
    const powers = Array.from({ length: 13 }, (_, k) => Math.exp(k));
    const sum = powers.reduce((a, b) => a + b);
    expect(predictions.map(({ id }) => id)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    for (const { id, probability } of predictions) expect(probability).toBeCloseTo(powers[id] / sum, 10);
    expect(predictions[0].label).toBe("Other");
    expect(catProbability).toBeCloseTo(1 - powers[12] / sum, 10);
    expect([...logits]).toEqual(Array.from({ length: 13 }, (_, k) => k));
  });

  test("equal probabilities keep the order of their ids, and no logit overflows", async () => {
    const { predictions } = await createClassifier(session(), classifierManifest()).classify(even(0));
    expect(predictions.map(({ id }) => id)).toEqual(Array.from({ length: 13 }, (_, k) => k));
    const sure = await createClassifier(session({}, 1e6), classifierManifest()).classify(even(255));
    expect(sure.predictions[0]).toEqual({ id: 12, label: "Other", probability: 1 });
  });

  test("a model without Other has no P(cat)", async () => {
    const manifest = classifierManifest();
    manifest.labels[12] = "Manx";
    expect((await createClassifier(session(), manifest).classify(even(9))).catProbability).toBeUndefined();
  });

  test("streams in order, one batch of bounded size at a time", async () => {
    const fake = session();
    const classifier = createClassifier(fake, classifierManifest());
    const reds: number[] = [];
    let made = 0;
    async function* pictures() {
      for (; made < 10; made++) yield even(made * 20);
    }
    for await (const { logits } of classifier.classifyAll(pictures(), { batchSize: 4 })) {
      expect(made - reds.length).toBeLessThanOrEqual(5);
      reds.push(Math.round(logits[1] * 255));
    }
    expect(reds).toEqual([0, 20, 40, 60, 80, 100, 120, 140, 160, 180]);
    expect(fake.runs.map(({ pixel_values }) => pixel_values[0])).toEqual([4, 4, 2]);
  });

  test("stops when its signal fires", async () => {
    const controller = new AbortController();
    const fake = session();
    const answers = createClassifier(fake, classifierManifest()).classifyAll([even(1), even(2)], {
      batchSize: 1,
      signal: controller.signal,
    });
    await answers.next();
    controller.abort(new Error("enough"));
    await expect(answers.next()).rejects.toThrow("enough");
    expect(fake.runs).toHaveLength(1);
  });

  test("reads older names from the graph when there is one alone", async () => {
    const fake = session({ inputs: [{ ...input, name: "input" }], outputs: [{ ...output, name: "output" }] });
    expect((await createClassifier(fake, classifierManifest()).classify(even(255))).predictions[0].id).toBe(12);
    expect(Object.keys(fake.runs[0])).toEqual(["input"]);
  });

  test.each([
    [
      "two inputs of other names",
      {
        inputs: [
          { ...input, name: "a" },
          { ...input, name: "b" },
        ],
      },
    ],
    ["another size", { inputs: [{ ...input, dims: ["batch", 3, 64, 64] }] }],
    ["another type", { inputs: [{ ...input, dtype: "uint8" }] }],
    ["another rank", { outputs: [{ ...output, dims: ["batch", 13, 1] }] }],
    ["another number of classes", { outputs: [{ ...output, dims: ["batch", 1000] }] }],
    ["no outputs", { outputs: [] }],
  ])("refuses a graph with %s", (_, io) => {
    expect(() => createClassifier(session(io), classifierManifest())).toThrow(
      expect.objectContaining({ code: "wrong-model" }),
    );
  });

  test("refuses outputs that are no numbers", async () => {
    await expect(
      createClassifier(session({}, Number.NaN), classifierManifest()).classify(even(1)),
    ).rejects.toMatchObject({
      code: "non-finite-logits",
    });
  });

  test.each([0, -1, 1.5, 257, Number.NaN])("refuses a batch of %d", async (batchSize) => {
    const answers = createClassifier(session(), classifierManifest()).classifyAll([even(1)], { batchSize });
    await expect(answers.next()).rejects.toMatchObject({ code: "invalid-batch-size" });
  });

  test("disposes of its session", async () => {
    const fake = session();
    {
      await using classifier = createClassifier(fake, classifierManifest());
      expect(classifier.runtime).toBe("a function");
    }
    await createClassifier(fake, classifierManifest()).dispose();
    expect(fake.disposed).toBe(2);
  });
});
