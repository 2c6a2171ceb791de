import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import { loadTrainingCheckpoint, trainingChecksum } from "@tiny-cats/checkpoint/training";
import type { TrainingCheckpoint } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { type TrainOptions, train } from "../../loop/train.ts";
import type { TrainingEvent } from "../../loop/training-event.ts";
import { adamW } from "../../optimizer/adam-w.ts";
import { sgd } from "../../optimizer/sgd.ts";
import { NORMED_WEIGHTS, normedModel, SMALL_WEIGHTS } from "../../testing/small-model.ts";
import { openSmall, smallRun } from "../../testing/small-run.ts";
import { type CheckpointFolderOptions, checkpointFolder } from "./checkpoint-folder.ts";
import { putCheckpoint } from "./put-checkpoint.ts";

const ABOUT: CheckpointFolderOptions = { runtime: "onnxruntime-node", threads: 1, seed: 5 };

interface RunOptions extends Partial<TrainOptions> {
  readonly about?: Partial<CheckpointFolderOptions>;
  readonly opened?: Parameters<typeof openSmall>[0];
}

/** Trains a new step in a folder to this update, and gives its numbers with what happened. */
async function run(folder: string, steps: number, { about, opened, ...options }: RunOptions = {}) {
  await using step = await openSmall(opened);
  const events: TrainingEvent[] = [];
  const checkpoints = checkpointFolder(folder, { ...ABOUT, ...about });
  await train(step, { ...smallRun(steps), checkpoints, onEvent: (event) => void events.push(event), ...options });
  return { state: structuredClone(step.state), events };
}

/** A run of 30 that was left at update 20. */
async function left(folder: string, opened?: RunOptions["opened"]): Promise<void> {
  const controller = new AbortController();
  await using step = await openSmall(opened);
  await train(step, {
    ...smallRun(30),
    checkpoints: checkpointFolder(folder, ABOUT),
    signal: controller.signal,
    onEvent: (event) => {
      if (event.type === "step" && event.step === 20) controller.abort();
    },
  });
}

const stateOf = (path: string): TrainingCheckpoint => JSON.parse(readFileSync(join(path, "state.json"), "utf8"));

function edit(path: string, change: (state: Record<string, unknown>) => object): void {
  const { checksum: _, ...state } = change({ ...stateOf(path) }) as TrainingCheckpoint;
  writeFileSync(join(path, "state.json"), JSON.stringify({ ...state, checksum: trainingChecksum(state) }));
}

const damagedOf = (events: readonly TrainingEvent[]) => events.filter(({ type }) => type === "checkpoint-damaged");

test("what another step takes up goes on bit for bit", async () => {
  const straight = await run(temporaryFolder(), 30);
  const folder = temporaryFolder();
  await left(folder);
  const { state, events } = await run(folder, 30);
  expect(events[1]).toEqual({ type: "resumed", step: 20, differences: [] });
  expect(state).toEqual(straight.state);
});

test("weights that lie in another order are taken up by their names", async () => {
  const folder = temporaryFolder();
  await left(folder);
  await using step = await openSmall({
    weights: SMALL_WEIGHTS.toReversed(),
    group: (name) => ({ decays: name !== "first.bias", rate: 1 }),
  });
  await using same = await openSmall();
  for (const one of [step, same]) await checkpointFolder(folder, ABOUT).load(one, {});
  expect([...step.weights.keys()]).not.toEqual([...same.weights.keys()]);
  for (const [name, values] of same.weights) expect(step.weights.get(name)).toEqual(values);
  for (const [name, values] of same.state.memory.square) expect(step.state.memory.square.get(name)).toEqual(values);
});

test("running statistics go with the model's weights", async () => {
  const opened = { model: normedModel(), weights: NORMED_WEIGHTS, batchNorm: "batch", average: false } as const;
  const straight = await run(temporaryFolder(), 30, { opened });
  const folder = temporaryFolder();
  await left(folder, opened);
  const { path } = (await loadTrainingCheckpoint(folder))!;
  await using saved = await openCheckpoint(join(path, "model.safetensors"));
  expect([...saved.tensors.keys()].sort()).toEqual([...NORMED_WEIGHTS, "mean", "variance"].sort());
  expect((await run(folder, 30, { opened })).state).toEqual(straight.state);
  expect(straight.state.statistics.get("mean")!.some((value) => value !== 0)).toBe(true);
});

test("a checkpoint is safetensors by the weights' names, and says where it came from", async () => {
  const folder = temporaryFolder();
  const lineage = { parent: "tinydit-64", data: "0".repeat(64) };
  await run(folder, 10, { about: { lineage }, evaluate: async () => ({ value: 2, metrics: { accuracy: 0.5 } }) });
  const { path, state } = (await loadTrainingCheckpoint(folder))!;
  expect(path).toBe(join(folder, "step-10"));
  expect(readdirSync(path).sort()).toEqual([
    "average.safetensors",
    "model.safetensors",
    "optimizer.safetensors",
    "state.json",
  ]);
  expect(state).toMatchObject({
    schema: "tiny-cats/training-checkpoint",
    version: 1,
    step: 10,
    seed: 5,
    lineage,
    optimizer: { name: "adamw", settings: { beta1: 0.9 } },
    environment: { threads: 1, runtime: "onnxruntime-node", node: process.version },
    settings: { clip: 1, schedule: { kind: "cosine", steps: 10 } },
    progress: { cursor: { epoch: 1, index: 3 }, best: { step: 10, value: 2 }, metrics: { accuracy: 0.5, value: 2 } },
  });
  for (const [name, { bytes }] of Object.entries(state.files)) expect(statSync(join(path, name)).size).toBe(bytes);
  await using model = await openCheckpoint(join(path, "model.safetensors"));
  expect([...model.tensors.keys()].sort()).toEqual([...SMALL_WEIGHTS].sort());
  expect(model.tensors.get("first.weight")!.shape).toEqual([8, 6]);
  await using optimizer = await openCheckpoint(join(path, "optimizer.safetensors"));
  expect(optimizer.tensors.get("square.last.weight")!.shape).toEqual([2, 8]);
});

test("the last and the best stay", async () => {
  const folder = temporaryFolder();
  const evaluate: TrainOptions["evaluate"] = async ({ count }) => ({ value: Math.abs(count - 20) });
  await run(folder, 60, { evaluate, about: { keepLast: 2 } });
  expect(readdirSync(folder).sort()).toEqual(["step-20", "step-50", "step-60"]);
  const once = temporaryFolder();
  await run(once, 30, { about: { keepLast: 1 } });
  expect(readdirSync(once)).toEqual(["step-30"]);
  expect(await errorOf(() => checkpointFolder(folder, { ...ABOUT, keepLast: 0 }))).toMatchObject({
    code: "invalid-training-option",
  });
});

describe("a damaged checkpoint", () => {
  const files = ["model.safetensors", "average.safetensors", "optimizer.safetensors", "state.json"];
  const hurts: [string, (path: string) => void][] = [
    ...files.flatMap((name): [string, (path: string) => void][] => [
      [`without ${name}`, (path) => rmSync(join(path, name))],
      [
        `with ${name} cut short`,
        (path) => writeFileSync(join(path, name), readFileSync(join(path, name)).subarray(0, -9)),
      ],
      [`with one bit of ${name} turned`, (path) => turnBit(join(path, name))],
    ]),
    ["with nothing in it", (path) => files.forEach((name) => void rmSync(join(path, name)))],
    ["of another step", (path) => edit(path, (state) => ({ ...state, step: 19 }))],
    [
      "with a rate scale of 0",
      (path) => edit(path, (state) => ({ ...state, progress: { ...(state.progress as object), rateScale: 0 } })),
    ],
    ["with a list for a state", (path) => writeFileSync(join(path, "state.json"), "[]")],
    ["with null for a state", (path) => writeFileSync(join(path, "state.json"), "null")],
  ];

  function turnBit(path: string): void {
    const bytes = readFileSync(path);
    // A digit in state.json, a weight elsewhere.
    const at = path.endsWith(".json") ? bytes.indexOf('"seed": 5') + 8 : bytes.length - 5;
    bytes[at] ^= 1;
    writeFileSync(path, bytes);
  }

  test("is passed over for the one before, and said", async () => {
    const whole = temporaryFolder();
    await left(whole);
    const straight = await run(temporaryFolder(), 30);
    for (const [what, hurt] of hurts) {
      const folder = temporaryFolder();
      cpSync(whole, folder, { recursive: true });
      hurt(join(folder, "step-20"));
      const { state, events } = await run(folder, 30);
      expect(damagedOf(events), what).toMatchObject([{ checkpoint: join(folder, "step-20") }]);
      expect(events, what).toContainEqual({ type: "resumed", step: 10, differences: [] });
      expect(state).toEqual(straight.state);
      // It was replaced by a whole one.
      expect(readdirSync(folder).sort()).toEqual(["step-10", "step-20", "step-30"]);
      expect(stateOf(join(folder, "step-20"))).toMatchObject({ step: 20 });
    }
  });

  test("doesn't count among those that are kept", async () => {
    const folder = temporaryFolder();
    await left(folder);
    rmSync(join(folder, "step-20", "state.json"));
    await run(folder, 30, { saveEvery: 15, about: { keepLast: 2 } });
    expect(readdirSync(folder).sort()).toEqual(["step-15", "step-30"]);
  });

  test("before which there is none that is whole is not begun anew over", async () => {
    const folder = temporaryFolder();
    await left(folder);
    for (const name of readdirSync(folder)) rmSync(join(folder, name, "state.json"));
    const paths = ["step-20", "step-10", "step-0"].map((name) => join(folder, name));
    expect(await errorOf(() => run(folder, 30))).toMatchObject({ code: "no-whole-checkpoint", value: paths });
  });

  test("that the rollback from NaN comes upon is passed over as well", async () => {
    const folder = temporaryFolder();
    const options = smallRun(30);
    let seen = 0;
    const { events } = await run(folder, 30, {
      async *batches(from, given) {
        for await (const item of options.batches(from, given)) {
          if (item.next.epoch === 3 && item.next.index === 4 && ++seen === 1) {
            rmSync(join(folder, "step-20", "model.safetensors"));
            const { wanted } = item.batch;
            yield { ...item, batch: { x: { data: new Float32Array(24).fill(Number.NaN), shape: [4, 6] }, wanted } };
          } else yield item;
        }
      },
    });
    expect(damagedOf(events)).toHaveLength(1);
    expect(events).toContainEqual(expect.objectContaining({ type: "rolled-back", from: 25, step: 10 }));
    expect(stateOf(join(folder, "step-30")).progress).toMatchObject({ rateScale: 0.5, rollbacks: 1 });
  });
});

test("one that was put aside for another is found, and what was staged is removed", async () => {
  const folder = temporaryFolder();
  await left(folder);
  renameSync(join(folder, "step-20"), join(folder, "step-20.old"));
  mkdirSync(join(folder, ".staged-step-20-abcdef"));
  mkdirSync(join(folder, "step-007"));
  writeFileSync(join(folder, "step-99"), "a file");
  const { events } = await run(folder, 30);
  expect(events[1]).toEqual({ type: "resumed", step: 20, differences: [] });
  expect(readdirSync(folder).sort()).toEqual(
    ["step-0", "step-007", "step-10", "step-20", "step-30", "step-99"].filter((n) => existsSync(join(folder, n))),
  );
  expect(existsSync(join(folder, "step-20.old"))).toBe(false);
  expect(existsSync(join(folder, ".staged-step-20-abcdef"))).toBe(false);
});

test("what is not as it was is said", async () => {
  const folder = temporaryFolder();
  await left(folder);
  const { events } = await run(folder, 40, {
    about: { threads: 2, seed: 6 },
    clip: undefined,
    opened: { optimizer: adamW({ beta2: 0.95 }) },
  });
  expect(events[1]).toEqual({
    type: "resumed",
    step: 20,
    differences: [
      "seed was 5 and is 6",
      "environment.threads was 1 and is 2",
      "optimizer.settings.beta2 was 0.999 and is 0.95",
      "settings.schedule.steps was 30 and is 40",
      "settings.clip was 1 and is none",
    ],
  });
});

describe("a checkpoint of another training is refused", () => {
  test.each<[string, Parameters<typeof openSmall>[0]]>([
    ["another optimizer", { optimizer: sgd() }],
    ["fewer weights", { weights: SMALL_WEIGHTS.slice(1) }],
    ["no average", { average: false }],
  ])("%s", async (_, opened) => {
    const folder = temporaryFolder();
    await left(folder);
    await using step = await openSmall(opened);
    const before = structuredClone(step.state);
    const error = await errorOf(() => checkpointFolder(folder, ABOUT).load(step, {}));
    expect(error).toMatchObject({ code: "wrong-checkpoint", value: join(folder, "step-20") });
    expect(step.state).toEqual(before);
  });

  test("more weights, another shape, an average that is not there", async () => {
    const folder = temporaryFolder();
    {
      await using step = await openSmall({ weights: SMALL_WEIGHTS.slice(1), average: false });
      await checkpointFolder(folder, ABOUT).save(step, smallProgress, {});
    }
    await using step = await openSmall({ average: false });
    await using averaged = await openSmall({ weights: SMALL_WEIGHTS.slice(1) });
    const other = new Map(step.shapes).set("last.weight", [4, 4]);
    for (const one of [step, averaged, { ...step, shapes: other }]) {
      expect(await errorOf(() => checkpointFolder(folder, ABOUT).load(one, {}))).toMatchObject({
        code: "wrong-checkpoint",
      });
    }
  });

  test("another version", async () => {
    const folder = temporaryFolder();
    await left(folder);
    edit(join(folder, "step-20"), (state) => ({ ...state, version: 2 }));
    const error = await errorOf(() => run(folder, 30));
    expect(error).toMatchObject({ code: "unsupported-checkpoint-version", value: 2 });
  });
});

const smallProgress = { cursor: { epoch: 0, index: 0 }, rateScale: 1, rollbacks: 0, stale: 0, metrics: {} };

test("a folder that there is not has no checkpoint, and the signal ends a loading", async () => {
  expect(await loadTrainingCheckpoint(join(temporaryFolder(), "none"))).toBeUndefined();
  const folder = temporaryFolder();
  await left(folder);
  await expect(loadTrainingCheckpoint(folder, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow(
    "enough",
  );
});

test("a saving that fails leaves what was there", async () => {
  const folder = temporaryFolder();
  await left(folder);
  await using step = await openSmall();
  const broken = { ...step, count: 20, shapes: new Map(step.shapes).set("last.weight", [3, 3]) };
  await expect(checkpointFolder(folder, ABOUT).save(broken, smallProgress, {})).rejects.toThrow();
  expect(readdirSync(folder).sort()).toEqual(["step-0", "step-10", "step-20"]);
  expect((await loadTrainingCheckpoint(folder))!.state.step).toBe(20);
});

test("one that can't be put in the place of another leaves that to be found", async () => {
  const folder = temporaryFolder();
  await left(folder);
  const path = join(folder, "step-20");
  await expect(putCheckpoint(join(folder, "nothing"), path)).rejects.toMatchObject({ remedy: expect.any(String) });
  expect((await loadTrainingCheckpoint(folder))!.state.step).toBe(20);
});
