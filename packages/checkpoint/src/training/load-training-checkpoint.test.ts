import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { writeTraining } from "../testing/training-folder.ts";
import { stateText } from "../testing/training-state-fuzz.ts";
import { listTrainingCheckpoints } from "./list-training-checkpoints.ts";
import { loadTrainingCheckpoint } from "./load-training-checkpoint.ts";
import { readTrainingCheckpoint } from "./read-training-checkpoint.ts";

/** A run whose newest checkpoint, of step 30, knows step 10 as its best. */
function run(): string {
  const folder = temporaryFolder();
  writeTraining(folder, 0, {}, { progress: { best: undefined } });
  for (const step of [10, 20, 30]) writeTraining(folder, step, {}, { progress: { best: { step: 10, value: 1 } } });
  return folder;
}

/** What of a run is loaded, and what was passed over for it, by names. */
async function loaded(folder: string, options: Parameters<typeof loadTrainingCheckpoint>[1] = {}) {
  const passed: string[] = [];
  const found = await loadTrainingCheckpoint(folder, {
    ...options,
    onDamaged: (path) => void passed.push(path.slice(folder.length + 1)),
  });
  return { found: found?.path.slice(folder.length + 1), step: found?.state.step, passed };
}

test("the newest is loaded, or the best", async () => {
  const folder = run();
  expect(await loaded(folder)).toEqual({ found: "step-30", step: 30, passed: [] });
  expect(await loaded(folder, { which: "best" })).toEqual({ found: "step-10", step: 10, passed: [] });
  const one = temporaryFolder();
  writeTraining(one, 0, {}, { progress: { best: undefined } });
  expect(await loaded(one, { which: "best" })).toEqual({ found: "step-0", step: 0, passed: [] });
  expect(await loaded(join(folder, "none"))).toEqual({ found: undefined, step: undefined, passed: [] });
});

test("what is damaged is passed over and told", async () => {
  const folder = run();
  rmSync(join(folder, "step-30", "optimizer.safetensors"));
  expect(await loaded(folder)).toEqual({ found: "step-20", step: 20, passed: ["step-30"] });
  writeFileSync(join(folder, "step-10", "model.safetensors"), "other weights");
  expect(await loaded(folder, { which: "best" })).toEqual({
    found: "step-20",
    step: 20,
    passed: ["step-30", "step-10"],
  });
  rmSync(join(folder, "step-10"), { recursive: true });
  expect(await loaded(folder, { which: "best" })).toMatchObject({ found: "step-20" });
  rmSync(join(folder, "step-20", "state.json"));
  renameSync(join(folder, "step-0"), join(folder, "step-5"));
  const error = await errorOf(() => loaded(folder));
  expect(error).toMatchObject({ code: "no-whole-checkpoint" });
  expect(error).toHaveProperty(
    "value",
    ["step-30", "step-20", "step-5"].map((name) => join(folder, name)),
  );
});

test("one that was put aside for another of its step comes after it", async () => {
  const folder = run();
  cpSync(join(folder, "step-30"), join(folder, "step-30.old"), { recursive: true });
  mkdirSync(join(folder, "step-007"));
  writeFileSync(join(folder, "step-99"), "a file");
  expect((await listTrainingCheckpoints(folder)).map(({ step, isOld }) => [step, isOld])).toEqual([
    [30, false],
    [30, true],
    [20, false],
    [10, false],
    [0, false],
  ]);
  rmSync(join(folder, "step-30", "state.json"));
  expect(await loaded(folder)).toEqual({ found: "step-30.old", step: 30, passed: ["step-30"] });
});

describe("one checkpoint", () => {
  test("is read wherever it lies; files that are not asked for may be missing", async () => {
    const path = join(temporaryFolder(), "mine");
    renameSync(writeTraining(temporaryFolder(), 7), path);
    expect(await readTrainingCheckpoint(path)).toMatchObject({ step: 7, seed: 5 });
    rmSync(join(path, "optimizer.safetensors"));
    expect(await errorOf(() => readTrainingCheckpoint(path))).toMatchObject({
      code: "damaged-checkpoint",
      value: path,
    });
    expect(await readTrainingCheckpoint(path, { files: ["model.safetensors"] })).toMatchObject({ step: 7 });
  });

  test("whose configuration was changed by hand is damaged", async () => {
    const path = writeTraining(temporaryFolder(), 7, { "config.json": Buffer.from('{"depth": 1}') });
    expect(await readTrainingCheckpoint(path)).toMatchObject({ files: { "config.json": { bytes: 12 } } });
    writeFileSync(join(path, "config.json"), '{"depth": 2}');
    expect(await errorOf(() => readTrainingCheckpoint(path))).toMatchObject({
      code: "damaged-checkpoint",
      message: expect.stringContaining("config.json is not what was saved"),
    });
  });

  test("that names a file of other folders reads none", async () => {
    const path = writeTraining(temporaryFolder(), 7);
    const { checksum, ...state } = JSON.parse(readFileSync(join(path, "state.json"), "utf8"));
    const strange = { bytes: 1, sha256: "0".repeat(64) };
    writeFileSync(
      join(path, "state.json"),
      stateText({ ...state, files: { ...state.files, "../../elsewhere": strange, "/etc/hosts": strange } }),
    );
    expect(await readTrainingCheckpoint(path)).toMatchObject({ step: 7 });
  });

  test("of another version, and the signal", async () => {
    const path = writeTraining(temporaryFolder(), 7, {}, { version: 2 });
    expect(await errorOf(() => readTrainingCheckpoint(path))).toMatchObject({
      code: "unsupported-checkpoint-version",
      value: 2,
    });
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(loadTrainingCheckpoint(run(), { signal })).rejects.toThrow("enough");
  });
});
