import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ModelTrainingEvent } from "@tiny-cats/train/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { INTERRUPTED } from "../../stop.ts";
import { putPhotos } from "../../testing/photos.ts";
import { run } from "../../testing/run.ts";
import { type TinyRun, trainTiny } from "../../testing/train-tiny.ts";

/** As small as a run can be: pictures of 16 x 16 in four patches, eight numbers for each. */
const RECIPE = `model: { image_size: 16, patch_size: 8 }
training: { steps: 2, batch_size: 2, learning_rate: 0.01, warmup_steps: 0, ema_beta: 0.5, threads: 1, workers: 1 }
`;
const NETWORK = ["--width", "8", "--depth", "1", "--heads", "1"];
const TINY = ["generator", "--data", "photos", "--config", "tiny.yaml", ...NETWORK, "--out", "run"];

const cwd = mkdtempSync(join(tmpdir(), "tiny-cats-train-"));
let base: TinyRun;
let runs = 0;
beforeAll(async () => {
  await putPhotos(cwd);
  writeFileSync(join(cwd, "tiny.yaml"), RECIPE);
  base = await tiny([]);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** The tiny run with other flags, in a folder of its own. */
async function tiny(argv: readonly string[]): Promise<TinyRun> {
  const out = `run-${++runs}`;
  const result = await trainTiny([...TINY.slice(0, -1), out, ...argv], { cwd });
  expect(result).toMatchObject({ code: 0 });
  return result;
}

const isSame = (one: TinyRun, name: string) => one.file(name).equals(base.file(name));
const eventsOf = <T extends ModelTrainingEvent["type"]>({ events }: TinyRun, type: T) =>
  events.filter((event): event is Extract<ModelTrainingEvent, { type: T }> => event.type === type);

test("the same command comes to the same bits", async () => {
  const again = await tiny([]);
  for (const name of ["model.safetensors", "average.safetensors", "optimizer.safetensors"])
    expect(isSame(again, name), name).toBe(true);
  expect(JSON.parse(base.stdout)).toMatchObject({ out: "run-1", reason: "finished", step: 2, steps: 2 });
});

describe("other weights come of", () => {
  test.each([
    ["--width", "16"],
    ["--depth", "2"],
    ["--heads", "2"],
    ["--prediction", "velocity"],
    ["--steps", "3"],
    ["--image-sizes", "16,32"],
    ["--epochs", "3"],
    ["--batch-size", "3"],
    ["--lr", "0.02"],
    ["--min-lr", "0.009"],
    ["--warmup", "2"],
    ["--schedule", "constant"],
    ["--weight-decay", "0.5"],
    ["--clip", "1e-6"],
    ["--label-dropout", "0.9"],
    ["--time-sampling", "uniform"],
    ["--time-sampling", "logit-normal:1,0.5"],
    ["--augment", "full"],
    ["--seed", "5"],
  ])("%s %s", async (...flag) => {
    expect(isSame(await tiny(flag), "model.safetensors")).toBe(false);
  });
});

describe("what other flags do", () => {
  test("--ema is the average's alone", async () => {
    const other = await tiny(["--ema", "0.1"]);
    expect([isSame(other, "model.safetensors"), isSame(other, "average.safetensors")]).toEqual([true, false]);
  });

  test("--accumulate computes in parts what comes to the same update", async () => {
    const { settings } = (await tiny(["--accumulate", "2"])).state();
    expect([settings.microBatch, base.state().settings.microBatch]).toEqual([1, 2]);
  });

  test("--preset is the size of network and pictures", async () => {
    const flags = ["--preset", "tinydit-128", "--steps", "1", "--config", "bare.yaml"];
    writeFileSync(join(cwd, "bare.yaml"), RECIPE.split("\n")[1]);
    const own = await tiny([...flags, "--width", "6", "--heads", "6"]);
    const [{ parameters }] = eventsOf(own, "prepared");
    const patch = 6 * (3 * 16 * 16 + 1);
    expect(parameters).toBeGreaterThan(patch + 64 * 6);
  });

  test("--val-split holds back a part of train, where the set has no val", async () => {
    const index = readFileSync(join(cwd, "photos/index.csv"), "utf8").replaceAll(",val,", ",train,");
    writeFileSync(join(cwd, "photos/all.csv"), index);
    const [{ pictures }] = eventsOf(await tiny(["--index", "all.csv", "--val-split", "0.4"]), "prepared");
    expect(pictures).toEqual({ train: 3, val: 2 });
    const none = await tiny(["--index", "all.csv", "--val-split", "0"]);
    expect([eventsOf(none, "prepared")[0].pictures, eventsOf(none, "evaluated")]).toEqual([{ train: 5, val: 0 }, []]);
  });

  test("--early-stopping-patience ends a run that grows no better; --early-stopping-min-delta says what is better", async () => {
    // What measures is what is learnt from, so that it does grow better.
    const rows = [0, 1].flatMap((n) =>
      ["train", "val"].map((split) => `${split}-${n}.png,Bengal,cat,${split},10,10,50,50`),
    );
    writeFileSync(
      join(cwd, "photos/same.csv"),
      ["file,breed,species,split,head_xmin,head_ymin,head_xmax,head_ymax", ...rows].join("\n"),
    );
    for (const name of rows.map((row) => row.split(",")[0]))
      copyFileSync(join(cwd, `photos/images/${name.split("-")[1]}`), join(cwd, `photos/images/${name}`));
    const batch = ["--batch-size", "32", "--augment", "none"];
    const flags = [...batch, "--index", "same.csv", "--steps", "4", "--save-every", "1", "--early-stopping-patience"];
    const end = async (...more: string[]) => {
      const { reason, step } = JSON.parse((await tiny([...flags, ...more])).stdout);
      return [reason, step];
    };
    expect(await end("1")).toEqual(["finished", 4]);
    expect(await end("1", "--early-stopping-min-delta", "1000")).toEqual(["early", 2]);
    expect(await end("2", "--early-stopping-min-delta", "1000")).toEqual(["early", 3]);
  });

  test("--workers is the number of threads that read, and changes no bit", async () => {
    let started = 0;
    const count = () => started++;
    process.on("worker", count);
    const other = await tiny(["--workers", "3"]);
    process.off("worker", count);
    expect([started, isSame(other, "model.safetensors")]).toEqual([3, true]);
  });

  test("--threads is the runtime's, and is recorded", async () => {
    expect([base.state().environment.threads, (await tiny(["--threads", "2"])).state().environment.threads]).toEqual([
      1, 2,
    ]);
  });

  test("--precision mixed is told, recorded, and computed in float32", async () => {
    const other = await tiny(["--precision", "mixed"]);
    expect(other.stderr).toContain(
      "mixed precision was asked for, and this runtime's kernels compute in float32 alone",
    );
    expect(eventsOf(other, "precision")).toMatchObject([{ asked: "mixed", used: "float32" }]);
    expect([isSame(other, "model.safetensors"), eventsOf(base, "precision")]).toEqual([true, []]);
  });

  test("--save-every is from one checkpoint and evaluation to the next", async () => {
    const other = await tiny(["--save-every", "1"]);
    expect([base.checkpoints, other.checkpoints]).toEqual([
      ["step-0", "step-2"],
      ["step-0", "step-1", "step-2"],
    ]);
    expect([base, other].map((one) => eventsOf(one, "evaluated").length)).toEqual([1, 2]);
  });

  test("--sample-every draws sheets", async () => {
    const other = await tiny(["--sample-every", "2"]);
    const { sheet } = JSON.parse(other.stdout);
    expect(sheet).toMatch(/^run-\d+.samples.step-2\.png$/);
    expect(existsSync(join(cwd, sheet))).toBe(true);
    expect(other.stderr).toContain(`sheet: ${sheet}`);
    expect(JSON.parse(base.stdout).sheet).toBeNull();
  });

  test("--log-interval is from one line to the next, --quiet leaves none, --log-file has all that happened", async () => {
    const lines = ({ stderr }: TinyRun) => [...stderr.matchAll(/^update (\d+) of 5/gm)].map(([, step]) => Number(step));
    expect(lines(await tiny(["--steps", "5", "--log-interval", "2"]))).toEqual([2, 4, 5]);
    expect(lines(await tiny(["--steps", "5"]))).toEqual([1, 2, 3, 4, 5]);
    const quiet = await tiny(["--steps", "5", "--quiet", "--log-file", "log.jsonl"]);
    expect(quiet.stderr).toBe("");
    const logged = readFileSync(join(cwd, "log.jsonl"), "utf8").trim().split("\n");
    const typesOf = (events: readonly { type: string }[]) => events.map(({ type }) => type);
    expect(typesOf(logged.map((line) => JSON.parse(line)))).toEqual(typesOf(quiet.events));
  });

  test("a warm-up longer than the run is told and cut", async () => {
    const { stderr, events } = await tiny(["--warmup", "100"]);
    expect(stderr).toContain("a warm-up of 100 updates is longer than the run: it ends with it, after 2");
    expect(events).toContainEqual(expect.objectContaining({ type: "warmup-cut", asked: 100, warmup: 2 }));
  });

  test("--from begins with the average of another run, and the lineage says so", async () => {
    const other = await tiny(["--from", "run-1"]);
    expect(isSame(other, "model.safetensors")).toBe(false);
    const sha256 = createHash("sha256").update(base.file("average.safetensors")).digest("hex");
    expect([base.state().lineage.parent, other.state().lineage.parent]).toEqual([null, sha256]);
  });

  test("--resume goes on to the bits of the run that was not stopped", async () => {
    const controller = new AbortController();
    const argv = [...TINY.slice(0, -1), "stopped", "--steps", "4", "--schedule", "constant", "--log-interval", "1"];
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
    expect(stopped.stderr).toMatch(
      /stopped after 2 updates, and saved; go on with: tiny-cats train generator .*--resume\n/,
    );
    const again = await trainTiny([...argv, "--resume"], { cwd });
    expect([again.code, again.checkpoints.at(-1)]).toEqual([0, "step-4"]);
    expect(again.stderr).toContain("going on from update 2");
    const straight = await tiny(["--steps", "4", "--schedule", "constant"]);
    for (const name of ["model.safetensors", "average.safetensors", "optimizer.safetensors"])
      expect(again.file(name).equals(straight.file(name)), name).toBe(true);
  });
});

describe("--config", () => {
  test("a flag goes before it, and it before the defaults", async () => {
    writeFileSync(
      join(cwd, "more.yaml"),
      `${RECIPE.replace("steps: 2", "steps: 3, mixed_precision: true")}augmentation: { level: full, flip: 1 }\n`,
    );
    const other = await tiny(["--config", "more.yaml"]);
    expect([other.checkpoints.at(-1), eventsOf(other, "precision").length]).toEqual(["step-3", 1]);
    const flagged = await tiny([
      "--config",
      "more.yaml",
      "--steps",
      "2",
      "--precision",
      "float32",
      "--augment",
      "basic",
    ]);
    expect(eventsOf(flagged, "precision")).toEqual([]);
    expect(isSame(flagged, "model.safetensors")).toBe(true);
  });

  test("its augmentation is what is done to pictures", async () => {
    const runs = [];
    for (const [i, text] of ["{ flip: 0 }", "{ level: none }", "{ flip: 1 }", "{ level: basic, flip: 1 }"].entries()) {
      writeFileSync(join(cwd, `a${i}.yaml`), `${RECIPE}augmentation: ${text}\n`);
      runs.push((await tiny(["--config", `a${i}.yaml`])).file("model.safetensors"));
    }
    expect([runs[0].equals(runs[1]), runs[2].equals(runs[3]), runs[0].equals(runs[2])]).toEqual([true, true, false]);
  });

  test("the recipe of 300,000 updates trains, made smaller by flags", async () => {
    const recipe = fileURLToPath(new URL("../../../../../configs/tinydit-128-300k.yaml", import.meta.url));
    const small = ["--batch-size", "2", "--steps", "2", "--workers", "1", "--threads", "1"];
    const { events, stderr } = await tiny(["--config", recipe, ...small]);
    const [{ schedule }] = events.flatMap((event) => (event.type === "started" ? [event] : []));
    expect(schedule).toMatchObject({ rate: 1e-4, steps: 2, warmup: 2 });
    expect(stderr).toContain("a warm-up of 10000 updates");
    expect(stderr).toContain("mixed precision");
  });

  test("is no file of settings here; those are still read from the environment's and before the command", async () => {
    writeFileSync(join(cwd, "settings.json"), '{ "quiet": true }');
    const argv = [...TINY.slice(1, -1), "settled"];
    const named = await run(["--config", "settings.json", "train", "generator", ...argv], { cwd });
    expect([named.code, named.stderr]).toEqual([0, ""]);
    const env = { TINY_CATS_CONFIG: "settings.json" };
    const found = await run(["train", "generator", ...argv, "--resume"], { cwd, env });
    expect([found.code, found.stderr]).toEqual([0, ""]);
    const wrong = await run(["train", "generator", ...argv, "--resume", "--config", "settings.json"], { cwd });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("#unknown-recipe-key")]);
  });
});

describe("refusals", () => {
  test.each([
    ["missing-argument", 2, ["--out", "x"]],
    ["missing-argument", 2, ["--data", "photos"]],
    ["set-not-found", 1, ["--data", "none", "--out", "x"]],
    ["file-not-found", 1, ["--data", "photos", "--out", "x", "--config", "none.yaml"]],
    ["conflicting-options", 2, ["--data", "photos", "--out", "x", "--steps", "2", "--epochs", "1"]],
    ["conflicting-options", 2, ["--data", "photos", "--out", "x", "--early-stopping-min-delta", "1"]],
    ["invalid-option-value", 2, ["--data", "photos", "--out", "x", "--batch-size", "0"]],
    ["invalid-option-value", 2, ["--data", "photos", "--out", "x", "--preset", "tinydit-1"]],
    ["invalid-training-option", 2, ["--data", "photos", "--out", "x", "--time-sampling", "cauchy"]],
    ["invalid-training-option", 2, ["--data", "photos", "--out", "x", "--lr", "1", "--min-lr", "2"]],
    ["no-run", 1, ["--data", "photos", "--out", "x", "--resume"]],
    ["run-exists", 1, ["--data", "photos", "--out", "run-1"]],
    ["unknown-option", 2, ["--data", "photos", "--out", "x", "--mixup", "0.2"]],
  ])("%s ends with %i, and nothing is made", async (error, status, argv) => {
    const network = ["--width", "8", "--depth", "1", "--heads", "1"];
    const { code, stdout, stderr } = await run(["train", "generator", ...network, ...argv], { cwd });
    expect(stderr).toContain(`see docs/errors.md#${error}`);
    expect([code, stdout, existsSync(join(cwd, "x"))]).toEqual([status, "", false]);
  });

  test("a value out of range in a recipe names its place", async () => {
    writeFileSync(join(cwd, "wrong.yaml"), "training: { val_split: 3 }\n");
    const { code, stderr } = await run(
      ["train", "generator", "--data", "photos", "--out", "x", "--config", "wrong.yaml"],
      { cwd },
    );
    expect([code, stderr]).toEqual([2, expect.stringContaining('training.val_split in wrong.yaml can\'t be "3"')]);
  });
});
