// The runs of the graph that a drawing takes and nothing else, with the same settings of the runtime. Argument: threads.
import { readFileSync } from "node:fs";
import { generator } from "@tiny-cats/models";
import * as ort from "onnxruntime-node";
import { serve } from "../serve.ts";

const manifest = JSON.parse(readFileSync(generator.manifest, "utf8"));
const side: number = manifest.generation.image_size;
const session = await ort.InferenceSession.create(readFileSync(generator.files["onnx/model.onnx"]), {
  executionProviders: ["cpu"],
  intraOpNumThreads: Number(process.argv[2]),
  interOpNumThreads: 1,
  extra: { session: { intra_op: { allow_spinning: "1", spin_duration_us: "100" } } },
});

function feeds(count: number) {
  const noise = Float32Array.from({ length: count * 3 * side * side }, (_, i) => Math.sin(i * 12.9898) * 1.5);
  return {
    noise: new ort.Tensor("float32", noise, [count, 3, side, side]),
    timestep: new ort.Tensor("float32", new Float32Array(count).fill(0.5), [count]),
    breed: new ort.Tensor(
      "int64",
      BigInt64Array.from({ length: count }, (_, i) => BigInt(i % 12)),
      [count],
    ),
  };
}

const [eight, sixteen] = [feeds(8), feeds(16)];
await serve(`onnxruntime-node ${ort.env.versions.node}`, async (task) => {
  const { steps, interval } = JSON.parse(task);
  const run = (t: number) => session.run(t >= interval[0] && t <= interval[1] ? sixteen : eight);
  let evaluations = 0;
  for (let step = 0; step < steps; step++) {
    for (const place of step + 1 < steps ? [step, step + 1] : [step]) {
      await run(place / steps);
      evaluations++;
    }
  }
  return { evaluations };
});
