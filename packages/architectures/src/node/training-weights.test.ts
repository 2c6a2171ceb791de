import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { writeTraining } from "../../../checkpoint/src/testing/training-folder.ts";
import { expectSameTensors } from "../testing/named-sources.ts";
import { onnxruntime } from "../testing/onnxruntime.ts";
import { convertCheckpoint } from "./convert-checkpoint.ts";
import { inspectCheckpoint } from "./inspect-checkpoint.ts";
import { type OpenModelOptions, openModel } from "./open-model.ts";
import { verifyCheckpoint } from "./verify-checkpoint.ts";

const TRAINER = vectorPath("architectures/tinydit-seed-trainer.pt");

/** A run of the seed's TinyDiT: step 10 is the best, 20 and 30 came after it. */
let run: string;
let exported: Record<"raw" | "ema", string>;

beforeEach(async () => {
  run = temporaryFolder();
  exported = { raw: temporaryFolder(), ema: temporaryFolder() };
  for (const weights of ["raw", "ema"] as const) await convertCheckpoint(TRAINER, exported[weights], { weights });
  const files = {
    "model.safetensors": readFileSync(join(exported.raw, "model.safetensors")),
    "average.safetensors": readFileSync(join(exported.ema, "model.safetensors")),
    "config.json": readFileSync(join(exported.raw, "config.json")),
  };
  const lineage = { parent: "hub:someone/cats@v1", data: "d".repeat(64), dataset: "pets" };
  for (const step of [10, 20, 30]) {
    writeTraining(run, step, files, { progress: { best: { step: 10, value: 0.5 } }, lineage });
  }
});

/** What a path is read as, its weights held to those of the checkpoint that all began with. */
async function opened(path: string, options: OpenModelOptions = {}, is?: "ema") {
  await using model = await openModel(path, options);
  await using same = await openModel(TRAINER, { weights: is ?? model.weights });
  await expectSameTensors(model.tensors, same.tensors);
  const { weights, notes, training, untrained } = model;
  return { file: model.path.slice(run.length + 1), weights, notes, training, untrained, run: model.run };
}

describe("a training's checkpoint", () => {
  test("is read as a model with its average, or its weights", async () => {
    const path = join(run, "step-20");
    expect(await opened(path)).toMatchObject({
      file: "step-20/average.safetensors",
      weights: "ema",
      notes: [expect.stringContaining("moving average")],
      untrained: undefined,
      run: { step: 20, seed: 5, parent: "hub:someone/cats@v1", dataset: "pets", data: "d".repeat(64) },
      training: {
        iteration: 20,
        epoch: 2,
        train_loss: 0.5,
        parent_checkpoint: "hub:someone/cats@v1",
        training_config: { seed: 5, optimizer: { name: "adamw" } },
        data_config: { dataset: "pets", sha256: "d".repeat(64) },
      },
    });
    expect(await opened(path, { weights: "raw" })).toMatchObject({
      file: "step-20/model.safetensors",
      weights: "raw",
      notes: [],
    });
    expect(await opened(path, { weights: "ema" })).toMatchObject({ weights: "ema", notes: [] });
  });

  test("without an average has raw weights, under any name of its folder", async () => {
    const path = writeTraining(temporaryFolder(), 4, {
      "model.safetensors": readFileSync(join(exported.raw, "model.safetensors")),
      "config.json": readFileSync(join(exported.raw, "config.json")),
    });
    const mine = join(temporaryFolder(), "mine");
    cpSync(path, mine, { recursive: true });
    rmSync(join(mine, "optimizer.safetensors"));
    expect(await opened(mine)).toMatchObject({ weights: "raw", notes: [], run: { step: 4 } });
    expect(await errorOf(() => openModel(mine, { weights: "ema" }))).toMatchObject({
      code: "no-such-weights",
      value: "ema",
    });
  });

  test("that was changed is refused", async () => {
    const path = join(run, "step-20");
    writeFileSync(join(path, "config.json"), "{}");
    for (const open of [openModel, inspectCheckpoint, verifyCheckpoint]) {
      expect(await errorOf(() => open(path))).toMatchObject({ code: "damaged-checkpoint", value: path });
    }
    writeFileSync(join(path, "state.json"), '{"schema":');
    expect(await errorOf(() => openModel(path))).toMatchObject({ code: "damaged-checkpoint" });
  });

  test("of before the first update was not trained, but for what it began as", async () => {
    const files = {
      "model.safetensors": readFileSync(join(exported.raw, "model.safetensors")),
      "config.json": readFileSync(join(exported.raw, "config.json")),
    };
    const fresh = writeTraining(temporaryFolder(), 0, files, { lineage: { parent: null } });
    expect(await opened(fresh)).toMatchObject({ untrained: expect.stringContaining("before its first update") });
    const tuned = writeTraining(temporaryFolder(), 0, files, { lineage: { parent: "another" } });
    expect(await opened(tuned)).toMatchObject({ untrained: undefined });
  });

  test("becomes an ONNX file that runs, and says what it is of", async () => {
    const out = temporaryFolder();
    const report = await convertCheckpoint(run, out, { to: ["safetensors", "onnx"], runtime: onnxruntime });
    expect(report).toMatchObject({
      source: { path: join(run, "step-10", "average.safetensors") },
      architecture: "tinydit",
      weights: "ema",
    });
    expect(report.parity.map(({ target }) => target)).toEqual(["safetensors", "onnx"]);
    // A file alone does not tell its weights from others.
    expect(await opened(out, {}, "ema")).toMatchObject({ weights: "raw", run: undefined });
  });

  test("is inspected and verified", async () => {
    expect(await inspectCheckpoint(run)).toMatchObject({
      path: join(run, "step-10", "average.safetensors"),
      model: {
        architecture: "tinydit",
        weights: ["raw", "ema"],
        notes: [expect.stringContaining("step-10"), expect.anything()],
      },
    });
    expect(await verifyCheckpoint(run, { weights: "raw" })).toMatchObject({ ok: true, weights: "raw" });
  });
});

describe("a training's folder", () => {
  test("is its best checkpoint, as far as that is whole, else its newest; what is passed over is said", async () => {
    expect((await opened(run)).notes[0]).toBe(
      "Read from step-10, the best by its evaluations of the run's checkpoints.",
    );
    rmSync(join(run, "step-10", "average.safetensors"));
    const { file, notes } = await opened(run);
    expect(file).toBe("step-30/average.safetensors");
    expect(notes.slice(0, 2)).toEqual([
      expect.stringMatching(/^Passed over: .*step-10 is damaged/),
      "Read from step-30, the newest of the run's checkpoints.",
    ]);
    for (const step of [20, 30]) rmSync(join(run, `step-${step}`, "model.safetensors"));
    expect(await errorOf(() => openModel(run))).toMatchObject({ code: "no-whole-checkpoint" });
  });

  test("is what it exported, before its checkpoints", async () => {
    cpSync(exported.ema, join(run, "final"), { recursive: true });
    const final = {
      file: "final/model.safetensors",
      weights: "ema",
      run: { step: null, seed: 5, parent: "hub:someone/cats@v1" },
      training: { iteration: null, parent_checkpoint: "hub:someone/cats@v1", data_config: { dataset: "pets" } },
    };
    expect(await opened(run)).toMatchObject({ ...final, notes: ["Read from final, which the run exported."] });
    expect(await opened(run, { weights: "ema" })).toMatchObject(final);
    expect(await opened(join(run, "final"))).toMatchObject({ ...final, notes: [] });
    expect(await opened(run, { weights: "raw" })).toMatchObject({ file: "step-10/model.safetensors", weights: "raw" });
    expect(await errorOf(() => openModel(join(run, "final"), { weights: "raw" }))).toMatchObject({
      code: "no-such-weights",
    });
    writeFileSync(join(run, "final", "training.json"), JSON.stringify({ step: 30 }));
    expect(await opened(run)).toMatchObject({ run: { step: 30 }, training: { iteration: 30 } });
    for (const step of [10, 20, 30]) rmSync(join(run, `step-${step}`), { recursive: true });
    expect(await opened(run, { weights: "raw" }, "ema")).toMatchObject({ file: "final/model.safetensors" });
  });

  test("of a model that is called final, or has a state of its own, is that model", async () => {
    const folder = temporaryFolder();
    renameSync(exported.raw, join(folder, "final"));
    writeFileSync(join(folder, "final", "state.json"), '{"seen": 3}');
    await using model = await openModel(join(folder, "final"));
    expect([model.weights, model.notes, model.run]).toEqual(["raw", [], undefined]);
  });

  test("with neither is none", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "step-abc"));
    expect(await errorOf(() => openModel(folder))).toMatchObject({ code: "no-weights-file", value: folder });
  });
});
