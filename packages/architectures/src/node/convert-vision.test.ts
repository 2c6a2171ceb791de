import { join } from "node:path";
import { writePyTorch } from "@tiny-cats/checkpoint/node";
import { expect, test } from "vitest";
import { formula } from "../../../../tooling/golden/fill.ts";
import { float32 } from "../../../../tooling/golden/read-vectors.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { formulaTensor } from "../testing/formula-tensors.ts";
import { parseKey, visionGolden } from "../testing/golden.ts";
import { onnxruntime } from "../testing/onnxruntime.ts";
import { gap, runOnnxruntime } from "../testing/run-graph.ts";
import { convertCheckpoint } from "./convert-checkpoint.ts";

/** How each dialect's program saves a classifier. */
const LAYOUTS: Readonly<Record<string, (state: Record<string, unknown>) => Record<string, unknown>>> = {
  torchvision: (state) => state,
  huggingface: (state) => state,
  timm: (state) => state,
  "seed-classifier": (model_state_dict) => ({ epoch: 3, model_state_dict, val_acc: 0.5, timestamp: "2026-01-01" }),
};

const MOST = 4e6;
const cases = visionGolden.cases
  .map((golden) => ({ golden, keys: golden.keys.map(parseKey) }))
  .filter(({ keys }) => keys.reduce((sum, [, shape]) => sum + shape.reduce((a, b) => a * b, 1), 0) < MOST)
  .map(({ golden, keys }, i) => [`${golden.architecture} of ${golden.dialect} (${i})`, golden, keys] as const);

test.each(cases)("%s, saved by PyTorch, becomes a graph that gives PyTorch's answer", async (_, golden, keys) => {
  const folder = temporaryFolder();
  const state = Object.fromEntries(keys.map(([name, shape]) => [name, formulaTensor(name, shape)]));
  const path = join(folder, "model.pt");
  await writePyTorch(path, LAYOUTS[golden.dialect](state) as Parameters<typeof writePyTorch>[1]);
  const side = golden.image_size;
  const report = await convertCheckpoint(path, join(folder, "out"), {
    config: { ...golden.config, image_size: side },
    to: ["safetensors", "onnx"],
    runtime: onnxruntime,
  });
  expect(report).toMatchObject({ architecture: golden.architecture, dialect: golden.dialect });
  expect(report.untrained).toBeUndefined();
  const inputs = { pixel_values: { shape: [2, 3, side, side], data: formula("input", 6 * side * side, 4) } };
  const { logits } = await runOnnxruntime(join(folder, "out/onnx/model.onnx"), inputs);
  expect(gap(logits, float32(golden.f32.logits))).toBeLessThan(1e-4);
});

test("the cases are classifiers of every dialect", () => {
  expect(new Set(cases.map(([, { dialect }]) => dialect))).toEqual(new Set(Object.keys(LAYOUTS)));
});
