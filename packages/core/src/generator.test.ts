import { describe, expect, test } from "vitest";
import { fakeSession } from "../test/fake-session.ts";
import { generatorManifest } from "../test/tiny-models.ts";
import type { DrawRequest } from "./draw-request.ts";
import { createGenerator, type Drawing, type DrawOptions, type DrawStep } from "./generator.ts";
import type { TensorInfo } from "./session.ts";

const inputs: TensorInfo[] = [
  { name: "noise", dtype: "float32", dims: ["batch", 3, 8, 8] },
  { name: "timestep", dtype: "float32", dims: ["batch"] },
  { name: "breed", dtype: "int64", dims: ["batch"] },
];
const outputs: TensorInfo[] = [{ name: "velocity", dtype: "float32", dims: ["batch", 3, 8, 8] }];
const SIZE = 3 * 8 * 8;

/** Label k flows to an even grey of -0.65 + k / 10. */
function session(io = { inputs, outputs }) {
  return fakeSession(io, ({ noise, timestep, breed }) => {
    const data = (noise.data as Float32Array).map((x, i) => {
      const picture = Math.floor(i / SIZE);
      return (-0.65 + Number(breed.data[picture]) / 10 - x) / Math.max(1 - Number(timestep.data[picture]), 1e-3);
    });
    return { velocity: { dtype: "float32", data, dims: noise.dims } };
  });
}

const grey = (label: number) => Math.round((-0.65 + label / 10) * 127.5 + 127.5);

async function draw(
  requests: (DrawRequest | string | number)[],
  options: DrawOptions,
  fake = session(),
): Promise<Drawing[]> {
  const drawings: Drawing[] = [];
  const generator = createGenerator(fake, generatorManifest(), { modelSha256: "ab".repeat(32) });
  for await (const drawing of generator.draw(requests, options)) drawings.push(drawing);
  return drawings;
}

describe("createGenerator", () => {
  test("draws each breed asked for, and says how", async () => {
    const drawings = await draw(["bengal", 4, { breed: "Sphynx", index: 2 }], { seed: 7 });
    expect(drawings.map(({ settings }) => [settings.breed, settings.index])).toEqual([
      ["Bengal", 0],
      ["British Shorthair", 0],
      ["Sphynx", 2],
    ]);
    for (const [i, label] of [1, 4, 11].entries()) {
      const { width, height, data } = drawings[i].image;
      expect([width, height]).toEqual([8, 8]);
      for (const value of data) expect(Math.abs(value - grey(label))).toBeLessThanOrEqual(1);
    }
    expect(drawings[0].settings).toEqual({
      breed: "Bengal",
      index: 0,
      seed: 7,
      steps: 4,
      solver: "euler",
      times: { kind: "uniform" },
      guidance: 1,
      guidanceInterval: [0, 1],
      guidanceRescale: 0,
      modelSha256: "ab".repeat(32),
    });
  });

  test.each([1, 2, 127, 256, 513])(
    "a list of %d is split, in order, and no run holds more than a batch",
    async (count) => {
      const fake = session();
      const requests = Array.from({ length: count }, (_, i) => i % 12);
      const drawings = await draw(requests, { seed: 1, steps: 1, batchSize: 64 }, fake);
      expect(drawings.map(({ settings }) => settings.breed)).toEqual(
        requests.map((id) => generatorManifest().labels[id]),
      );
      const sizes = fake.runs.map(({ noise }) => noise[0]);
      expect(sizes.reduce((a, b) => a + b)).toBe(count);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(64);
    },
  );

  test("guidance runs both halves at once, inside its interval alone", async () => {
    const fake = session();
    const [drawing] = await draw(
      ["Abyssinian"],
      { seed: 1, steps: 4, guidance: 2, guidanceInterval: [0.2, 0.6] },
      fake,
    );
    expect(fake.runs.map(({ noise }) => noise[0])).toEqual([1, 2, 2, 1]);
    expect(drawing.settings).toMatchObject({ guidance: 2, guidanceInterval: [0.2, 0.6] });
  });

  test("each picture starts from noise of its own, whatever else is drawn", async () => {
    const starts: number[] = [];
    const fake = session();
    const run = fake.run;
    fake.run = async (feeds, options) => {
      const { data } = feeds.noise;
      for (let i = 0; i < data.length; i += SIZE) starts.push(Number(data[i]));
      return run(feeds, options);
    };
    await draw([0, 1, { breed: 0, index: 1 }, 0], { seed: 5, steps: 1 }, fake);
    expect(starts[3]).toBe(starts[0]);
    expect(new Set(starts).size).toBe(3);
    await draw([{ breed: 0, index: 1 }], { seed: 5, steps: 1 }, fake);
    expect(starts[4]).toBe(starts[2]);
  });

  test("draws nothing ahead of what is taken", async () => {
    const fake = session();
    const generator = createGenerator(fake, generatorManifest(), { modelSha256: "" });
    const drawings = generator.draw([0, 1, 2, 3], { seed: 1, steps: 1, batchSize: 1 });
    await drawings.next();
    expect(fake.runs).toHaveLength(1);
    await drawings.return(undefined);
    expect(fake.runs).toHaveLength(1);
  });

  test("tells each step, with a preview of the batch", async () => {
    const steps: DrawStep[] = [];
    await draw([0, 11, 5], { seed: 1, steps: 2, batchSize: 2, onStep: (step) => steps.push(step) });
    expect(steps.map(({ pictures, total, step, steps: of, time }) => [pictures, total, step, of, time])).toEqual([
      [[0, 1], 3, 1, 2, 0.5],
      [[0, 1], 3, 2, 2, 1],
      [[2], 3, 1, 2, 0.5],
      [[2], 3, 2, 2, 1],
    ]);
    const [first, second] = steps[0].preview();
    expect(Math.abs(first.data[0] - grey(0))).toBeLessThanOrEqual(1);
    expect(Math.abs(second.data[0] - grey(11))).toBeLessThanOrEqual(1);
  });

  test("stops between evaluations", async () => {
    const fake = session();
    const controller = new AbortController();
    const onStep = () => controller.abort(new Error("enough"));
    await expect(draw([0, 1], { seed: 1, signal: controller.signal, onStep }, fake)).rejects.toThrow("enough");
    expect(fake.runs).toHaveLength(1);
  });

  test.each([
    ["unknown-breed", ["tiger"], { seed: 1 }],
    ["not-drawable", ["Other"], { seed: 1 }],
    ["not-drawable", [12], { seed: 1 }],
    ["unknown-breed", [13], { seed: 1 }],
    ["invalid-index", [{ breed: 0, index: -1 }], { seed: 1 }],
    ["invalid-index", [{ breed: 0, index: 2 ** 16 }], { seed: 1 }],
    ["invalid-seed", [0], { seed: 2 ** 53 }],
    ["invalid-seed", [0], { seed: -1 }],
    ["invalid-seed", [0], { seed: Number.NaN }],
    ["invalid-steps", [0], { seed: 1, steps: 0 }],
    ["invalid-steps", [0], { seed: 1, steps: 1.5 }],
    ["unknown-solver", [0], { seed: 1, solver: "huen" }],
    ["invalid-guidance", [0], { seed: 1, guidance: Number.NaN }],
    ["invalid-guidance", [0], { seed: 1, guidanceInterval: [0.9, 0.1] as [number, number] }],
    ["invalid-batch-size", [0], { seed: 1, batchSize: 0 }],
  ])("refuses with %s: %j %j, before the model runs", async (code, requests, options) => {
    const fake = session();
    await expect(draw(requests, options as DrawOptions, fake)).rejects.toMatchObject({
      code,
      remedy: expect.any(String),
    });
    expect(fake.runs).toHaveLength(0);
  });

  test("refuses a graph of another size", () => {
    const other = session({ inputs: [{ ...inputs[0], dims: ["batch", 3, 16, 16] }, inputs[1], inputs[2]], outputs });
    expect(() => createGenerator(other, generatorManifest(), { modelSha256: "" })).toThrow(
      expect.objectContaining({ code: "wrong-model" }),
    );
  });

  test("names what it can draw", async () => {
    const fake = session();
    const generator = createGenerator(fake, generatorManifest(), { modelSha256: "" });
    expect(generator.drawable).toEqual(generatorManifest().labels.slice(0, 12));
    await generator.dispose();
    await generator[Symbol.asyncDispose]();
    expect(fake.disposed).toBe(2);
  });
});
