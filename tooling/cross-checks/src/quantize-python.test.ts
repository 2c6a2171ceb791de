import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { classifier, generator } from "@tiny-cats/models";
import { collectRanges, quantizeDynamic, quantizeStatic, readModel, toFloat16, writeModel } from "@tiny-cats/onnx";
import { afterAll, expect, test } from "vitest";
import { runWithOnnxruntime } from "../../../packages/onnx/src/testing/run-with-onnxruntime.ts";
import { formulaNoise } from "../../golden/read-vectors.ts";
import { missingPeers } from "./peers.ts";

const reason = missingPeers(["onnx", "onnxruntime.quantization"]);
const root = mkdtempSync(join(tmpdir(), "tiny-cats-quantize-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const run = runWithOnnxruntime();
const BATCHES = { calibration: 6, validation: 4 };

const inputsOf = {
  classifier: (serial: number) => ({
    pixel_values: { shape: [2, 3, 224, 224], data: formulaNoise(serial, 2 * 3 * 224 * 224) },
  }),
  generator: (serial: number) => ({
    noise: { shape: [2, 3, 64, 64], data: formulaNoise(serial, 2 * 3 * 64 * 64) },
    timestep: { shape: [2], data: Float32Array.of((serial % 10) / 10, ((serial + 3) % 10) / 10) },
    breed: { shape: [2], data: BigInt64Array.of(BigInt(serial % 12), BigInt((serial + 5) % 12)) },
  }),
};

test.for([
  ["classifier", classifier],
  ["generator", generator],
] as const)("the %s loses no more here than there, and holds the same weights", async ([name, embedded], { skip }) => {
  if (reason) return skip(reason);
  const path = fileURLToPath(embedded.files["onnx/model.onnx"]);
  const folder = mkdtempSync(join(root, name));
  const model = readModel(readFileSync(path));
  const batches = (split: keyof typeof BATCHES, first: number) =>
    Array.from({ length: BATCHES[split] }, (_, i) => {
      const inputs = inputsOf[name](first + i);
      for (const [input, { data }] of Object.entries(inputs))
        writeFileSync(join(folder, `${split}-${i}-${input}.bin`), data);
      return inputs;
    });
  const calibration = batches("calibration", 1);
  const [sample] = batches("validation", 101);
  const told = Object.entries(sample).map(([input, { shape, data }]) => [
    input,
    [data instanceof BigInt64Array ? "<i8" : "<f4", shape],
  ]);
  const convolutions = name === "classifier";
  const list = { batches: BATCHES, inputs: Object.fromEntries(told), convolutions };
  writeFileSync(join(folder, "inputs.json"), JSON.stringify(list));
  const ranges = await collectRanges(model, calibration, run);
  const own = {
    dynamic: quantizeDynamic(model, { perChannel: !convolutions, weights: convolutions ? "uint8" : "int8" }),
    static: quantizeStatic(model, { ranges }),
    float16: toFloat16(model).model,
  };
  for (const [method, made] of Object.entries(own))
    writeFileSync(join(folder, `ours-${method}.onnx`), writeModel(made));
  const script = join(import.meta.dirname, "quantize-python.py");
  const { status, stdout, stderr } = spawnSync(process.env.TINY_CATS_PYTHON ?? "python3", [script, path, folder], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr.slice(-3000));
  const { errors, weights, equal } = JSON.parse(stdout.trim().split("\n").at(-1)!);
  console.log(name, errors, `${equal} of ${weights} weights equal`);
  expect(errors["ours-dynamic"]).toBeLessThan(1.1 * errors["theirs-dynamic"]);
  expect(errors["ours-static"]).toBeLessThan(1.1 * errors["theirs-static"]);
  expect(errors["ours-float16"]).toBeLessThan(0.01);
  expect(equal / weights).toBeGreaterThan(0.9);
});
