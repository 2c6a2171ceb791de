import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as ort from "onnxruntime-node";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { pictureSet } from "../../testing/picture-set.ts";
import type { ModelTrainingEvent } from "../run/model-training-event.ts";
import { trainGenerator } from "./train-generator.ts";

test.each([
  ["tinydit-64", 5_582_976],
  ["tinydit-128", 33_000_000],
  ["tinydit-256", 58_000_000],
])("%s runs from a set to a sheet of drawings", { timeout: 600_000 }, async (preset, parameters) => {
  const data = await pictureSet(temporaryFolder(), { train: 4, val: 1 });
  const out = temporaryFolder();
  const events: ModelTrainingEvent[] = [];
  const end = await trainGenerator(ort, {
    ...{ data, out, preset, steps: 2, batchSize: 4, accumulate: 2, sampleEvery: 2, saveEvery: 2, warmup: 0 },
    onEvent: (event) => void events.push(event),
  });
  expect(end).toMatchObject({ step: 2, reason: "finished" });
  const prepared = events.find((event) => event.type === "prepared")!;
  expect(Math.abs(prepared.parameters / parameters - 1)).toBeLessThan(0.03);
  const losses = events.flatMap((event) => (event.type === "step" ? [event.loss] : []));
  expect(losses[1]).toBeLessThan(losses[0]);
  expect(events.flatMap((event) => (event.type === "evaluated" ? [Number.isFinite(event.value)] : []))).toEqual([true]);
  expect(readdirSync(join(out, "samples"))).toEqual(["step-2.png"]);
});
