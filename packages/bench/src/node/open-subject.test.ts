import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { classifier, generator } from "@tiny-cats/models";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { benchmarkSubject } from "../subject/benchmark-subject.ts";
import { int8Model } from "../testing/models.ts";
import type { Job } from "./job.ts";
import { openSubject } from "./open-subject.ts";
import { residentMemory } from "./resident-memory.ts";

const options = { runs: 3, warmup: 1, batches: [2], enoughMs: 1 };
const modelOf = (manifest: URL) => join(fileURLToPath(new URL(".", manifest)), "onnx", "model.onnx");
const graph = { kind: "graph", options, threads: 1, provider: "cpu", shapes: {}, seed: 0 } as const;

test.each([
  ["onnxruntime-node", "cpu"],
  ["onnxruntime-web", "wasm"],
] as const)("a graph runs on %s with the same inputs in every call of a batch", async (runtime, provider) => {
  const path = join(folderOf({ "m.onnx": int8Model() }), "m.onnx");
  const subject = await openSubject({ ...graph, path, runtime, provider });
  const loaded = await subject.load({});
  expect(loaded.runtime).toMatch(new RegExp(`^${runtime} [\\d.]+ \\(${provider}\\)$`));
  expect(loaded.make(2)).toBe(loaded.make(2));
  expect(loaded.make(1)).not.toBe(loaded.make(2));
  const { y } = (await loaded.call(loaded.make(2), () => undefined)) as { y: { dims: number[] } };
  expect(y.dims).toEqual([2, 8, 30, 30]);
  await loaded.dispose();
});

test("a graph whose inputs can't be made is let go of", async () => {
  const path = join(folderOf({ "m.onnx": int8Model() }), "m.onnx");
  const job: Job = { ...graph, path, runtime: "onnxruntime-node", shapes: { other: [1] } };
  expect((await errorOf(async () => (await openSubject(job)).load({}))).code).toBe("unknown-input");
  const bad: Job = { ...graph, path, runtime: "onnxruntime-node", provider: "abacus" };
  expect((await errorOf(async () => (await openSubject(bad)).load({}))).remedy).toContain("cpu");
});

test("a classifier's batches and stages run, and end with it", async () => {
  const picture = readFileSync(new URL("../../../../tooling/fixtures/chelsea.png", import.meta.url));
  const path = modelOf(classifier.manifest);
  const raw = await benchmarkSubject(
    await openSubject({ kind: "classifier", path, picture: new Uint8Array(picture), options, threads: 1 }),
    options,
    { memory: residentMemory },
  );
  expect(Object.keys(raw.stages)).toEqual(["decode", "preprocess", "run"]);
  expect(raw.throughput).toEqual([{ batch: 2, perSecond: expect.any(Number), runs: 3 }]);
  expect(raw.memory!.peakOfAll).toBeGreaterThanOrEqual(raw.memory!.peak);
});

test("a generator draws another picture in each call, and notes its steps", async () => {
  const path = modelOf(generator.manifest);
  const subject = await openSubject({ kind: "generator", path, seed: 0, steps: 2, options, threads: 1 });
  const loaded = await subject.load({});
  const pictures = Array.from({ length: 13 }, () => (loaded.make(1) as { breed: string; index: number }[])[0]);
  expect(new Set(pictures.map(({ breed, index }) => `${breed} ${index}`)).size).toBe(13);
  expect(pictures[12]).toEqual({ breed: pictures[0].breed, index: 1 });
  const noted: string[] = [];
  await loaded.call(loaded.make(2), (stage, ms) => {
    noted.push(stage);
    expect(ms).toBeGreaterThan(0);
  });
  expect(noted).toEqual(["step", "step"]);
  await loaded.dispose();
});

test("memory that is touched is seen, and no peak is below it", () => {
  const before = residentMemory.read();
  const { rss } = process.memoryUsage();
  expect(Math.abs(before.resident - rss) / rss).toBeLessThan(0.2);
  const ballast = Buffer.alloc(200e6, 1);
  const full = residentMemory.read();
  expect(full.peak).toBeGreaterThanOrEqual(full.resident);
  expect(full.resident - before.resident).toBeGreaterThan(150e6);
  expect(ballast[1e8]).toBe(1);
  expect(residentMemory.read().peak).toBeGreaterThanOrEqual(full.peak);
});
