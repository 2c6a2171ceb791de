import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseConfig, resNet, type Weights } from "@tiny-cats/architectures";
import { convertCheckpoint, openModel } from "@tiny-cats/architectures/node";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import { makeTensor, writeModel } from "@tiny-cats/onnx";
import { crossEntropy } from "@tiny-cats/onnx/gradient";
import * as ort from "onnxruntime-node";
import { expect, test } from "vitest";
import { formula } from "../../../../../tooling/golden/fill.ts";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import type { BatchSource } from "../../loop/batch-reader.ts";
import { train } from "../../loop/train.ts";
import { adamW } from "../../optimizer/adam-w.ts";
import { schedule } from "../../schedule/schedule.ts";
import { openStep } from "../../step/open-step.ts";
import { checkpointFolder } from "./checkpoint-folder.ts";
import type { TrainedModel } from "./trained-model.ts";

const SIZE = 32;
const LABELS = ["Bengal", "Bombay", "Other"];

const config = parseConfig(resNet, {
  layer_type: "basic",
  image_size: SIZE,
  embedding_size: 4,
  hidden_sizes: [4, 4, 4, 8],
  depths: [1, 1, 1, 1],
  num_labels: 3,
  batch_norm: "kept",
});

/** Weights by formula; another seed gives others. */
function begin(seed = 1): Weights {
  return new Map(
    [...resNet.tensors(config)].flatMap(([name, { shape, dtype }]) => {
      if (dtype === "i64") return [[name, makeTensor("int64", [...shape], BigInt64Array.of(7n))] as const];
      const values = formula(
        `${name} ${seed}`,
        shape.reduce((a, b) => a * b, 1),
        0.5,
      );
      if (/running_var|normalization\.weight/.test(name))
        for (let i = 0; i < values.length; i++) values[i] = 1 + values[i] ** 2;
      return [[name, makeTensor("float32", [...shape], values)] as const];
    }),
  );
}

const model = (changes: Partial<TrainedModel> = {}): TrainedModel => ({
  architecture: resNet,
  config,
  labels: LABELS,
  weights: begin(),
  ...changes,
});

const batches: BatchSource = async function* ({ epoch, index }) {
  for (let at = index; ; at++) {
    const data = formula(`pictures ${at}`, 4 * 3 * SIZE * SIZE, 1);
    const labels = BigInt64Array.from([0n, 1n, 2n, BigInt(at % 3)]);
    const batch = { pixel_values: { data, shape: [4, 3, SIZE, SIZE] }, labels: { data: labels, shape: [4] } };
    yield { batch, next: { epoch, index: at + 1 } };
  }
};

const isHead = (name: string) => name.startsWith("classifier");

/** Trains the head alone, or everything; running statistics are kept up. */
async function run(folder: string, { of = model(), freeze = false, steps = 4 } = {}) {
  const names = [...of.weights].flatMap(([name, { dtype }]) =>
    dtype === "float32" && !/running_/.test(name) && (!freeze || isHead(name)) ? [name] : [],
  );
  await using step = await openStep(ort, {
    model: resNet.graph(config, of.weights, { opset: 20 }),
    weights: names,
    objective: (g, { logits }) => crossEntropy(g, logits, g.input("labels", "int64", ["batch"])),
    optimizer: adamW(),
    average: true,
    threads: 1,
    ...(!freeze && { batchNorm: "batch" as const }),
  });
  const differences: string[] = [];
  await train(step, {
    batches,
    schedule: schedule({ rate: 0.01, steps, kind: "constant" }),
    averageDecay: 0.5,
    saveEvery: 2,
    checkpoints: checkpointFolder(folder, { runtime: "onnxruntime-node", threads: 1, seed: 1, model: of }),
    onEvent: (event) => void (event.type === "resumed" && differences.push(...event.differences)),
  });
  return { state: structuredClone(step.state), differences };
}

/** What a graph makes of a picture. */
async function logitsOf(graph: Uint8Array): Promise<Float32Array> {
  const session = await ort.InferenceSession.create(graph);
  const pixels = new ort.Tensor("float32", formula("a picture", 3 * SIZE * SIZE, 1), [1, 3, SIZE, SIZE]);
  const { logits } = await session.run({ pixel_values: pixels });
  await session.release();
  return logits.data as Float32Array;
}

test.each([false, true])("what was trained becomes an ONNX file and runs; the body frozen: %s", async (freeze) => {
  const folder = temporaryFolder();
  const { state } = await run(folder, { freeze });
  const learnt = new Map([...state.average!, ...state.statistics]);
  expect(learnt.size).toBe(freeze ? 2 : [...begin()].filter(([, { dtype }]) => dtype === "float32").length);
  for (const [weights, numbers] of [
    ["ema", learnt],
    ["raw", new Map([...state.weights, ...state.statistics])],
  ] as const) {
    const whole: Weights = new Map(
      [...begin()].map(([name, tensor]) => {
        const values = numbers.get(name);
        return [name, values ? makeTensor("float32", [...tensor.shape], values) : tensor];
      }),
    );
    const out = temporaryFolder();
    await convertCheckpoint(folder, out, { to: ["onnx", "safetensors"], weights });
    const expected = await logitsOf(writeModel(resNet.graph(config, whole)));
    expect(await logitsOf(readFileSync(join(out, "onnx", "model.onnx")))).toEqual(expected);
    expect(JSON.parse(readFileSync(join(out, "config.json"), "utf8"))).toMatchObject({
      model_type: "resnet",
      id2label: { 0: "Bengal", 1: "Bombay", 2: "Other" },
    });
  }
  await using opened = await openModel(folder);
  expect(opened).toMatchObject({ path: join(folder, "step-4", "average.safetensors"), run: { step: 4, seed: 1 } });
});

test("a run goes on with what is not trained, and not with another's", async () => {
  const folder = temporaryFolder();
  await run(folder, { freeze: true, steps: 2 });
  const straight = await run(temporaryFolder(), { freeze: true });
  const resumed = await run(folder, { freeze: true });
  expect(resumed.state).toEqual(straight.state);
  const error = await errorOf(() => run(folder, { freeze: true, of: model({ weights: begin(2) }) }));
  expect(error).toMatchObject({ code: "wrong-checkpoint" });
  expect(error.message).toContain("is not trained, has other numbers");
});

test("a configuration that is not as it was is said", async () => {
  const folder = temporaryFolder();
  await run(folder, { freeze: true, steps: 2 });
  const labels = ["Bengal", "Bombay", "Dog"];
  const { differences } = await run(folder, { freeze: true, steps: 2, of: model({ labels }) });
  expect(differences).toEqual(['model.id2label.2 was "Other" and is "Dog"']);
});

test("a checkpoint that was saved without its model is gone on from; one whose configuration was changed is damaged", async () => {
  const folder = temporaryFolder();
  await using step = await openStep(ort, {
    model: resNet.graph(config, begin(), { opset: 20 }),
    weights: [...begin()].flatMap(([name]) => (isHead(name) ? [name] : [])),
    objective: (g, { logits }) => crossEntropy(g, logits, g.input("labels", "int64", ["batch"])),
    optimizer: adamW(),
    threads: 1,
  });
  const about = { runtime: "onnxruntime-node", threads: 1, seed: 1 };
  const progress = { cursor: { epoch: 0, index: 0 }, rateScale: 1, rollbacks: 0, stale: 0, metrics: {} };
  await checkpointFolder(folder, about).save(step, progress, {});
  await using saved = await openCheckpoint(join(folder, "step-0", "model.safetensors"));
  expect([...saved.tensors.keys()].every(isHead)).toBe(true);
  const found = await checkpointFolder(folder, { ...about, model: model() }).load(step, {});
  expect(found?.differences).toEqual([]);
  await checkpointFolder(folder, { ...about, model: model() }).save(step, progress, {});
  const path = join(folder, "step-0", "config.json");
  writeFileSync(path, readFileSync(path, "utf8").replace("Bengal", "Bangle"));
  expect(await errorOf(() => checkpointFolder(folder, about).load(step, {}))).toMatchObject({
    code: "no-whole-checkpoint",
  });
});
