/** Our graphs beside torch.onnx.export's of the same weights in onnxruntime-node, taking turns on one thread: node src/architectures-vision-speed.ts */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Architecture, convertTensors, loadTensors, mobileNetV2, tinyDit } from "@tiny-cats/architectures";
import { writeSafetensors } from "@tiny-cats/checkpoint/node";
import { writeModel } from "@tiny-cats/onnx";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { median } from "../../bench/src/median.ts";
import { python } from "../../bench/src/python.ts";
import { rotated } from "../../bench/src/rotated.ts";
import { randomTensors } from "./architectures-random.ts";

const BATCH = 2;
const ROUNDS = 60;
const folder = mkdtempSync(join(tmpdir(), "tiny-cats-speed-"));
const exporters = [
  { exporter: "dynamo", opset: 18 },
  { exporter: "torchscript", opset: 17 },
] as const;

function waves(shape: readonly number[]): Tensor {
  const count = shape.reduce((product, side) => product * side, 1);
  return new Tensor(
    "float32",
    Float32Array.from({ length: count }, (_, i) => Math.sin(i * 1.7)),
    shape,
  );
}

async function compare<Config extends { image_size: number }>(
  architecture: Architecture<Config>,
  config: Config,
  dialect: string,
  feeds: Record<string, Tensor>,
): Promise<void> {
  const tensors = randomTensors(architecture, config);
  const { name } = architecture;
  const file = `${name}.safetensors`;
  await writeSafetensors(join(folder, file), convertTensors(architecture, config, tensors, { to: dialect }));
  writeFileSync(join(folder, `${name}-ours.onnx`), writeModel(architecture.graph(config, await loadTensors(tensors))));
  const jobs = exporters.map((job) => ({
    ...job,
    kind: name,
    config,
    file,
    batch: BATCH,
    to: `${name}-${job.exporter}.onnx`,
  }));
  writeFileSync(join(folder, "jobs.json"), JSON.stringify(jobs));
  const script = join(import.meta.dirname, "architectures-vision.py");
  const { status, stderr } = spawnSync(python, [script, "export", folder], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr.slice(-3000));
  const names = ["ours", ...exporters.map(({ exporter }) => exporter)];
  const sessions: InferenceSession[] = [];
  for (const own of names) {
    const path = join(folder, `${name}-${own}.onnx`);
    sessions.push(await InferenceSession.create(path, { intraOpNumThreads: 1, logSeverityLevel: 3 }));
  }
  const times = names.map(() => [] as number[]);
  const output = sessions[1].outputNames[0];
  const answers: Float32Array[] = [];
  for (let round = -2; round < ROUNDS; round++) {
    for (const which of rotated([...sessions.keys()], round + 2)) {
      const start = performance.now();
      const results = await sessions[which].run(feeds);
      if (round >= 0) times[which].push(performance.now() - start);
      answers[which] = results[output].data as Float32Array;
    }
  }
  for (const [i, own] of names.entries()) {
    const size = answers[0].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const gap = answers[i].reduce((most, value, k) => Math.max(most, Math.abs(value - answers[0][k])), 0) / size;
    const ratio = (median(times[i]) / median(times[0])).toFixed(2);
    const least = Math.min(...times[i]);
    console.log(
      `${name}, batch ${BATCH}, ${own}: median ${median(times[i]).toFixed(1)} ms, least ${least.toFixed(1)} ms, ${ratio} of ours, gap ${gap.toExponential(1)}`,
    );
  }
  for (const session of sessions) await session.release();
}

try {
  await compare(tinyDit, tinyDit.presets["tinydit-128"], "tiny-cats", {
    noise: waves([BATCH, 3, 128, 128]),
    timestep: new Tensor(
      "float32",
      Float32Array.from({ length: BATCH }, () => 0.3),
      [BATCH],
    ),
    breed: new Tensor(
      "int64",
      BigInt64Array.from({ length: BATCH }, () => 3n),
      [BATCH],
    ),
  });
  await compare(mobileNetV2, mobileNetV2.presets["mobilenet-v2"], "huggingface", {
    pixel_values: waves([BATCH, 3, 224, 224]),
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
