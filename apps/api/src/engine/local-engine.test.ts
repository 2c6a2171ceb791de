import { readFile } from "node:fs/promises";
import { decodePng, readDrawingSettings, readPngText } from "@tiny-cats/core/png";
import { classifier, generator } from "@tiny-cats/models";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawRequest } from "../http/draw/draw-request.ts";
import { findModels } from "../models/find-models.ts";
import type { ServedModels } from "../models/served-model.ts";
import type { DrawingProgress, Engine } from "./engine.ts";
import { createLocalEngine } from "./local-engine.ts";

const SIZES = { classifiers: 1, generators: 2, threads: 1, batch: 4, maxPixels: 1e6 };
const chelsea = await readFile(new URL("../../../../tooling/fixtures/chelsea.png", import.meta.url));

describe("models in threads", () => {
  let models: ServedModels;
  let engine: Engine;
  beforeAll(async () => {
    models = await findModels({ classifier: { source: classifier }, generator: { source: generator } });
    engine = await createLocalEngine(models, SIZES);
  });
  afterAll(() => engine.close());
  const settings = (seed: number) => drawRequest({ breed: "Siamese", count: 1, seed, steps: 2 }, models.generator!)[0];

  test("pictures are classified, each by itself", async () => {
    const answers = await Promise.allSettled(
      [chelsea, Uint8Array.of(1, 2, 3), chelsea].map((picture) => engine.classify(picture, {})),
    );
    expect(answers).toMatchObject([
      { value: { predictions: expect.arrayContaining([expect.objectContaining({ label: "Egyptian Mau" })]) } },
      { reason: { code: "not-a-picture" } },
      { status: "fulfilled" },
    ]);
    expect(chelsea.length).toBeGreaterThan(0);
  });

  test("a picture of too many pixels is refused", async () => {
    const small = await createLocalEngine({ classifier: models.classifier }, { ...SIZES, maxPixels: 100 });
    await expect(small.classify(chelsea, {})).rejects.toMatchObject({ code: "picture-too-large" });
    await small.close();
  });

  test("a drawing's bytes are its settings' alone, which it carries", async () => {
    const told: DrawingProgress[] = [];
    const [alone, ...together] = [
      await engine.draw(settings(1), { onStep: (progress) => told.push(progress) }),
      ...(await Promise.all([1, 2, 3, 1].map((seed) => engine.draw(settings(seed), {})))),
    ];
    expect(together[0]).toEqual(alone);
    expect(together[3]).toEqual(alone);
    expect(together[1]).not.toEqual(alone);
    expect(readDrawingSettings(await readPngText(alone))).toEqual(settings(1));
    expect(told.map(({ step, steps }) => [step, steps])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect((await decodePng(told[0].preview)).width).toBe((await decodePng(alone)).width);
  });

  test("who asks no more is answered at once", async () => {
    const asking = new AbortController();
    const answers = Promise.allSettled([
      engine.draw({ ...settings(1), steps: 500 }, { signal: asking.signal }),
      engine.classify(chelsea, { signal: asking.signal }),
    ]);
    asking.abort(new Error("gone"));
    expect(await answers).toMatchObject([{ reason: { message: "gone" } }, { reason: { message: "gone" } }]);
  });
});

test("an engine that is closed under its work starts nothing anew", async () => {
  const models = await findModels({ generator: { source: generator } });
  const crashes: unknown[] = [];
  const engine = await createLocalEngine(models, { ...SIZES, onCrash: (error) => crashes.push(error) });
  const [settings] = drawRequest({ breed: "Siamese", count: 1, seed: 1, steps: 100 }, models.generator!);
  const drawing = engine.draw(settings, { onStep: () => void engine.close() });
  await expect(drawing).rejects.toMatchObject({ code: "worker-crashed" });
  expect(crashes).toEqual([]);
});

test("a model that can't be loaded leaves no thread of the other", async () => {
  const models = await findModels({ classifier: { source: classifier }, generator: { source: generator } });
  const { classifier: found } = models;
  const missing = { ...found!, found: { ...found!.found, folder: "/nowhere" } };
  await expect(createLocalEngine({ ...models, classifier: missing }, SIZES)).rejects.toMatchObject({
    code: "model-not-found",
  });
});
