import { expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { type GreyPicture, greySet } from "../../testing/grey-set.ts";
import { levelOf, tinyClassifier, tinyGenerator } from "../../testing/tiny-model-folders.ts";
import { evaluateGenerator } from "./evaluate-generator.ts";
import { type KernelDistanceDeltaOptions, kernelDistanceDelta } from "./kernel-distance-delta.ts";

/** Heads of the two breeds that are drawn, a few shades about the drawings' level. */
const heads: GreyPicture[] = Array.from({ length: 20 }, (_, i) => ({
  file: `${i}.png`,
  breed: i % 2 === 0 ? "Abyssinian" : "Bengal",
  split: i % 5 < 4 ? "train" : "val",
  level: levelOf(i % 2) + (i - 10) / 1000,
  lift: (i % 5) / 500,
  box: [10, 8, 30, 28],
}));

const plain = () => tinyGenerator().folder;
const lighter = () => tinyGenerator({ shift: 0.05 }).folder;

async function compare(
  models: Partial<Parameters<typeof kernelDistanceDelta>[0]> = {},
  options: Partial<KernelDistanceDeltaOptions> = {},
) {
  return kernelDistanceDelta(
    { original: plain(), quantized: lighter(), ...models },
    {
      reference: options.reference ?? (await greySet(heads)),
      extractor: tinyClassifier().folder,
      perBreed: 6,
      seed: 3,
      ...options,
    },
  );
}

test("each distance, and what it is of, is that of the generator's own evaluation", async () => {
  const reference = await greySet(heads);
  const given = { reference, perBreed: 6, seed: 3, against: "train", name: "Grey Cats" } as const;
  const { kid, delta, versions } = await compare({}, given);
  for (const [model, distance] of [
    [plain(), kid.original],
    [lighter(), kid.quantized],
  ] as const) {
    const extractor = tinyClassifier().folder;
    const { report } = await evaluateGenerator(model, { ...given, extractor, samples: 1, command: "vitest" });
    expect(distance).toEqual({ value: report.kid!.mean, interval: report.intervals.kid, n: 12 });
    expect(kid.reference).toEqual(report.measured.data);
    expect(kid.extractor).toEqual(report.extractor);
    expect(kid.sampler).toEqual(report.sampler);
    expect(versions).toEqual(report.measured.versions);
  }
  expect(kid).toMatchObject({ reference: { n: 16, split: "train", seen_in_training: true }, seed: 3, broken: [] });
  expect(delta).toBe(kid.quantized.value - kid.original.value);
  expect(delta).toBeGreaterThan(0);
});

test("a model loses nothing to itself, and what one loses to another the other gains", async () => {
  const cache = temporaryFolder();
  const reference = await greySet(heads);
  const there = await compare({}, { cache, reference });
  const back = await compare({ original: lighter(), quantized: plain() }, { cache, reference });
  expect(back.delta).toBe(-there.delta);
  expect(back.kid.original).toEqual(there.kid.quantized);
  expect((await compare({ quantized: plain() }, { cache, reference })).delta).toBe(0);
});

test("work is told in its order; a sampler and a level of one's own are used; what can't be read is listed", async () => {
  const shares = new Map<string, number>();
  const { kid } = await compare(
    {},
    {
      reference: await greySet(heads, { "images/0.png": "no picture" }),
      steps: 2,
      level: 0.5,
      onProgress({ stage, done, total }) {
        expect(done).toBeLessThanOrEqual(total);
        shares.set(stage, done / total);
      },
    },
  );
  expect([...shares]).toEqual([
    ["reference", 1],
    ["drawing", 1],
    ["comparing", 1],
  ]);
  expect(kid.sampler).toMatchObject({ solver: "euler", steps: 2 });
  expect(kid.original.interval.level).toBe(0.5);
  expect(kid.broken).toEqual([expect.objectContaining({ file: "0.png", code: "not-a-picture" })]);
  expect(kid.reference.n).toBe(19);
});

test("refuses what it can't compare", async () => {
  const code = async (...given: Parameters<typeof compare>) => (await errorOf(() => compare(...given))).code;
  expect(await code({ quantized: tinyGenerator({ drawable: [0, 2] }).folder })).toBe("unlike-generators");
  expect(await code({ quantized: tinyClassifier().folder })).toBe("wrong-model");
  expect(await code({}, { perBreed: 1 })).toBe("too-few-samples");
  expect(await code({}, { perBreed: 0 })).toBe("invalid-metric-option");
  expect(await code({}, { reference: await greySet([{ ...heads[0], box: undefined }]) })).toBe("no-reference-heads");
});

test("stops when it is told to, at every stage", async () => {
  for (const stage of ["reference", "drawing", "comparing"]) {
    const controller = new AbortController();
    const reason = new Error(stage);
    const onProgress = (progress: { stage: string }) => progress.stage === stage && controller.abort(reason);
    await expect(compare({}, { signal: controller.signal, onProgress })).rejects.toBe(reason);
  }
});
