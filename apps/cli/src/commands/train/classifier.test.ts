import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainPreprocessing } from "@tiny-cats/architectures";
import { readBackbone } from "@tiny-cats/architectures/node";
import type { ModelTrainingEvent } from "@tiny-cats/train/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeFinal } from "../../../../../packages/train/src/node/classifier/write-final.ts";
import { INTERRUPTED } from "../../stop.ts";
import { putPhotos } from "../../testing/photos.ts";
import { run, runJson } from "../../testing/run.ts";
import { type TinyRun, trainTiny } from "../../testing/train-tiny.ts";

const LABELS = ["Bengal", "Egyptian Mau", "Persian"];
const RECIPE =
  "training: { steps: 2, batch_size: 4, learning_rate: 0.01, warmup_steps: 0, ema_beta: 0.5, threads: 1, workers: 1 }\n";
const TINY = ["classifier", "--data", "photos", "--config", "tiny.yaml", "--from", "start"];

const cwd = mkdtempSync(join(tmpdir(), "tiny-cats-train-"));
let base: TinyRun;
let runs = 0;
beforeAll(async () => {
  await putPhotos(cwd);
  writeFileSync(join(cwd, "tiny.yaml"), RECIPE);
  await putStart("start");
  base = await tiny([]);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** A folder with a MobileNetV2 of a few channels. */
async function putStart(name: string, seed = 1): Promise<void> {
  const config = { depth_multiplier: 0.1, image_size: 32, batch_norm: "folded" };
  const network = await readBackbone(undefined, { backbone: "mobilenet_v2", labels: LABELS, config, seed });
  await writeFinal(join(cwd, name), { ...network, preprocessing: plainPreprocessing(32), facts: {} });
}

/** The tiny run with other flags, in a folder of its own. */
async function tiny(argv: readonly string[]): Promise<TinyRun> {
  const result = await trainTiny([...TINY, ...argv, "--out", `run-${++runs}`], { cwd });
  expect(result).toMatchObject({ code: 0 });
  return result;
}

const isSame = (one: TinyRun, name: string) => one.file(name).equals(base.file(name));
const eventsOf = <T extends ModelTrainingEvent["type"]>({ events }: TinyRun, type: T) =>
  events.filter((event): event is Extract<ModelTrainingEvent, { type: T }> => event.type === type);

test("the same command comes to the same bits, and its classifier is one that eval measures", async () => {
  const again = await tiny([]);
  for (const name of ["model.safetensors", "average.safetensors", "optimizer.safetensors"])
    expect(isSame(again, name), name).toBe(true);
  const summary = JSON.parse(base.stdout);
  expect(summary).toMatchObject({ out: "run-1", reason: "finished", step: 2, final: join("run-1", "final") });
  expect(Object.keys(summary.metrics)).toContain("accuracy");
  expect(base.stderr).toContain("calibrated: temperature 1;");
  const { code, data } = await runJson(["inspect", join("run-1", "final")], { cwd });
  expect([code, data.model.architecture]).toEqual([0, "mobilenet-v2"]);
});

describe("other weights come of", () => {
  test.each([
    ["--steps", "3"],
    ["--epochs", "3"],
    ["--batch-size", "3"],
    ["--lr", "0.02"],
    ["--min-lr", "0.009"],
    ["--warmup", "2"],
    ["--schedule", "constant"],
    ["--weight-decay", "0.5"],
    ["--clip", "1e-6"],
    ["--augment", "none"],
    ["--augment", "full"],
    ["--seed", "5"],
    ["--freeze"],
    ["--head-lr", "0.5"],
    ["--layer-decay", "0.5"],
    ["--mixup", "1"],
    ["--label-smoothing", "0.5"],
    ["--class-weights", "Bengal=0.25"],
    ["--from", "other"],
  ])("%s %s", async (...flag) => {
    if (flag[1] === "other") await putStart("other", 2);
    expect(isSame(await tiny(flag), "model.safetensors")).toBe(false);
  });
});

describe("what other flags do", () => {
  test("--ema is the average's alone", async () => {
    const other = await tiny(["--ema", "0.1"]);
    expect([isSame(other, "model.safetensors"), isSame(other, "average.safetensors")]).toEqual([true, false]);
  });

  test("--accumulate computes in parts what comes to the same update", async () => {
    expect((await tiny(["--accumulate", "2"])).state().settings.microBatch).toBe(2);
  });

  test("--freeze leaves the backbone as it is", async () => {
    const [{ parameters }] = eventsOf(await tiny(["--freeze"]), "prepared");
    expect(parameters).toBeLessThan(eventsOf(base, "prepared")[0].parameters / 10);
  });

  test("--class-weights balanced is 1 each where there are as many of each", async () => {
    const flags = ["--class-weights", "balanced"];
    const own = (await tiny(flags)).state().settings;
    expect(JSON.stringify(own)).toContain('"classWeights":[');
  });

  test("--backbone is the network, with weights by chance, of the recipe's size", async () => {
    writeFileSync(join(cwd, "small.yaml"), `${RECIPE}model: { image_size: 32, backbone: resnet18 }\n`);
    const flags = ["--data", "photos", "--config", "small.yaml", "--steps", "1"];
    const named = await trainTiny(["classifier", ...flags, "--backbone", "mobilenet_v3_small", "--out", "named"], {
      cwd,
    });
    expect(eventsOf(named, "prepared")).toMatchObject([{ architecture: "mobilenet-v3-small" }]);
    expect(JSON.parse(readFileSync(join(cwd, "named/final/config.json"), "utf8")).image_size).toBe(32);
    const wrong = await run(["train", ...TINY, "--backbone", "resnet18", "--out", "x"], { cwd });
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining("#wrong-backbone")]);
  }, 60_000);

  test("--val-split holds back a part of train, where the set has no val", async () => {
    const index = readFileSync(join(cwd, "photos/index.csv"), "utf8").replaceAll(",val,", ",train,");
    writeFileSync(join(cwd, "photos/all.csv"), index);
    const [{ pictures }] = eventsOf(await tiny(["--index", "all.csv", "--val-split", "0.4"]), "prepared");
    expect(pictures).toEqual({ train: 3, val: 2 });
  });

  test("--early-stopping-patience and --early-stopping-min-delta end a run that grows no better", async () => {
    const flags = [
      "--steps",
      "9",
      "--save-every",
      "1",
      "--early-stopping-min-delta",
      "1000",
      "--early-stopping-patience",
    ];
    const end = async (patience: string) => {
      const { reason, step } = JSON.parse((await tiny([...flags, patience])).stdout);
      return [reason, step];
    };
    expect([await end("1"), await end("2")]).toEqual([
      ["early", 2],
      ["early", 3],
    ]);
  });

  test("--workers, --threads, --save-every, --precision and the log's", async () => {
    let started = 0;
    const count = () => started++;
    process.on("worker", count);
    const flags = [
      "--workers",
      "3",
      "--threads",
      "2",
      "--save-every",
      "2",
      "--precision",
      "mixed",
      "--log-interval",
      "2",
    ];
    const other = await tiny([...flags, "--log-file", "log.jsonl"]);
    process.off("worker", count);
    expect(started).toBeGreaterThanOrEqual(3);
    expect(other.state().environment.threads).toBe(2);
    expect([base.checkpoints, other.checkpoints]).toEqual([
      ["step-0", "step-1", "step-2"],
      ["step-0", "step-2"],
    ]);
    expect(eventsOf(other, "precision")).toMatchObject([{ used: "float32" }]);
    expect([...other.stderr.matchAll(/^update (\d)/gm)].map(([, step]) => step)).toEqual(["2"]);
    expect(readFileSync(join(cwd, "log.jsonl"), "utf8").trim().split("\n")).toHaveLength(other.events.length);
    expect((await tiny(["--quiet"])).stderr).toBe("");
  });

  test("--resume goes on to the bits of the run that was not stopped", async () => {
    const controller = new AbortController();
    const argv = [...TINY, "--out", "stopped", "--steps", "4", "--schedule", "constant", "--log-interval", "1"];
    const stopped = await trainTiny(argv, {
      cwd,
      signal: controller.signal,
      onStderr: (text) => text.includes("update 2 of 4") && controller.abort(INTERRUPTED),
    });
    expect([stopped.code, stopped.checkpoints.at(-1), JSON.parse(stopped.stdout).reason]).toEqual([
      0,
      "step-2",
      "aborted",
    ]);
    const again = await trainTiny([...argv, "--resume"], { cwd });
    expect([again.code, again.checkpoints.at(-1)]).toEqual([0, "step-4"]);
    const straight = await tiny(["--steps", "4", "--schedule", "constant"]);
    for (const name of ["model.safetensors", "average.safetensors", "optimizer.safetensors"])
      expect(again.file(name).equals(straight.file(name)), name).toBe(true);
    const sha256 = createHash("sha256")
      .update(readFileSync(join(cwd, "start/model.safetensors")))
      .digest("hex");
    expect(again.state().lineage.parent).toBe(sha256);
  });

  test("a recipe says what the classifier's own flags say", async () => {
    const own =
      "mixup: 1, label_smoothing: 0.2, class_weights: { Bengal: 0.5 }, head_lr: 0.1, layer_decay: 0.9, freeze: true";
    writeFileSync(join(cwd, "own.yaml"), RECIPE.replace("steps: 2", `steps: 2, ${own}`));
    const flags = ["--mixup", "1", "--label-smoothing", "0.2", "--class-weights", "Bengal=0.5", "--head-lr", "0.1"];
    const byFlags = await tiny([...flags, "--layer-decay", "0.9", "--freeze"]);
    const byRecipe = await tiny(["--config", "own.yaml"]);
    expect(byRecipe.file("model.safetensors").equals(byFlags.file("model.safetensors"))).toBe(true);
    expect(isSame(byRecipe, "model.safetensors")).toBe(false);
  });
});

test.each([
  ["missing-argument", 2, ["--out", "x"]],
  ["invalid-option-value", 2, ["--data", "photos", "--out", "x", "--class-weights", "even"]],
  ["invalid-option-value", 2, ["--data", "photos", "--out", "x", "--backbone", "vgg"]],
  ["invalid-training-option", 2, ["--data", "photos", "--out", "x", "--from", "start", "--class-weights", "Poodle=1"]],
  ["no-backbone", 1, ["--data", "photos", "--out", "x", "--from", "none.onnx"]],
  ["file-not-found", 1, ["--data", "photos", "--out", "x", "--from", "none.pt"]],
  ["unknown-option", 2, ["--data", "photos", "--out", "x", "--label-dropout", "0.2"]],
])("%s ends with %i, and nothing is made", async (error, status, argv) => {
  const { code, stdout, stderr } = await run(["train", "classifier", ...argv], { cwd });
  expect(stderr).toContain(`see docs/errors.md#${error}`);
  expect([code, stdout, existsSync(join(cwd, "x"))]).toEqual([status, "", false]);
});
