import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { join, resolve } from "node:path";
import { foldBatchNorm, loadTensors, type ResNetConfig, resNet } from "@tiny-cats/architectures";
import { collectRanges, type Model, quantizeDynamic, quantizeStatic, writeModel } from "@tiny-cats/onnx";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { runWithOnnxruntime } from "../../../packages/onnx/src/testing/run-with-onnxruntime.ts";
import { randomTensors } from "../../cross-checks/src/architectures-random.ts";
import { formulaNoise } from "../../golden/read-vectors.ts";
import { table } from "./table.ts";

// A ResNet-18 for 13 classes at 224 in float32 and in 8 bits, with weights of a formula: of its speed alone something can be learnt.
// node src/quantized-resnet.ts <folder> [runs]: writes the files there, and times single pictures in turn.

const WARM_UP = 10;
const folder = resolve(process.argv[2] ?? "resnet18");
const runs = Number(process.argv[3] ?? 100);
const side = 224;

const picture = (serial: number) => ({
  pixel_values: { shape: [1, 3, side, side], data: formulaNoise(serial, 3 * side * side) },
});

const preset: ResNetConfig = { ...(resNet.presets.resnet18 as ResNetConfig), num_labels: 13 };
const weights = await loadTensors(randomTensors(resNet, preset), { dtype: "float32" });
const folded = foldBatchNorm(resNet, preset, weights);
const original = resNet.graph(folded.config, folded.weights);
const ranges = await collectRanges(original, [1, 2, 3, 4].map(picture), runWithOnnxruntime());
const models: Record<string, Model> = {
  float32: original,
  "int8-static": quantizeStatic(original, { ranges }),
  "int8-dynamic": quantizeDynamic(original),
};
await mkdir(folder, { recursive: true });
const bytes = Object.fromEntries(Object.entries(models).map(([name, model]) => [name, writeModel(model)]));
for (const [name, data] of Object.entries(bytes)) await writeFile(join(folder, `resnet18-${name}.onnx`), data);

const rows: string[][] = [];
for (const threads of new Set([1, availableParallelism()])) {
  const options = { intraOpNumThreads: threads, logSeverityLevel: 3 } as const;
  const sessions = await Promise.all(
    Object.entries(bytes).map(async ([name, data]) => ({
      name,
      session: await InferenceSession.create(data, options),
    })),
  );
  const times = new Map(sessions.map(({ name }) => [name, [] as number[]]));
  for (let i = -WARM_UP; i < runs; i++) {
    for (const { name, session } of sessions) {
      const { shape, data } = picture(7).pixel_values;
      const feeds = { pixel_values: new Tensor("float32", data, shape) };
      const start = performance.now();
      await session.run(feeds);
      if (i >= 0) times.get(name)!.push(performance.now() - start);
    }
  }
  for (const [name, own] of times) {
    const sorted = own.toSorted((a, b) => a - b);
    const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1].toFixed(2);
    rows.push([name, `${threads}`, (bytes[name].length / 1e6).toFixed(1), rank(0.5), rank(0.95), rank(0.99)]);
  }
  for (const { session } of sessions) await session.release();
}
console.log(
  `${cpus()[0].model}, ${availableParallelism()} threads, node ${process.versions.node}, ${runs} runs each, in turn`,
);
console.log(table(["model", "threads", "MB", "p50 ms", "p95 ms", "p99 ms"], rows));
