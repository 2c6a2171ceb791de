// Where the forward and backward pass of a training step spend their time: operators by onnxruntime's own clock. Argument: a case's name.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeModel } from "@tiny-cats/onnx";
import { gradientGraph } from "@tiny-cats/train";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { provenance } from "./provenance.ts";
import { table } from "./table.ts";
import { TRAINING_CASES } from "./training-cases.ts";
import { trainingSetup } from "./training-setup.ts";

const RUNS = 3;
const SHOWN = 12;

interface ProfileEvent {
  readonly cat: string;
  readonly name: string;
  readonly ts: number;
  readonly dur: number;
  readonly args?: { readonly op_name?: string };
}

/** Microseconds and calls by operator, and of whole runs, after the first run. */
function summarize(events: readonly ProfileEvent[]) {
  const runs = events.filter(({ name }) => name === "model_run").slice(1);
  const operators = new Map<string, { time: number; calls: number }>();
  for (const { cat, name, ts, dur, args } of events) {
    if (cat !== "Node" || !name.endsWith("_kernel_time") || ts < runs[0].ts) continue;
    const { time, calls } = operators.get(args!.op_name!) ?? { time: 0, calls: 0 };
    operators.set(args!.op_name!, { time: time + dur, calls: calls + 1 });
  }
  return { operators, count: runs.length, total: runs.reduce((sum, { dur }) => sum + dur, 0) };
}

/** Zeros for every input that the batch does not have: weights count as they are, sums begin with nothing. */
async function profile(name: string, folder: string) {
  const { batch, model, ...options } = trainingSetup(TRAINING_CASES[name]);
  const graph = gradientGraph(model, options);
  const session = await InferenceSession.create(writeModel(graph.model), {
    intraOpNumThreads: 2,
    logSeverityLevel: 3,
    enableProfiling: true,
    profileFilePrefix: join(folder, "profile"),
  });
  const [
    {
      shape: [count],
    },
  ] = Object.values(batch);
  const feeds = graph.model.graph.inputs.map(({ name: input, type }) => {
    const given = batch[input];
    if (given) return [input, new Tensor(given.data, given.shape)];
    const shape = type.shape!.map((side) => (typeof side === "number" ? side : count));
    const size = shape.reduce((a, b) => a * b, 1);
    const { bytes } = model.graph.initializers.get(input) ?? { bytes: new Uint8Array(size * 4) };
    return [input, new Tensor(new Float32Array(bytes.slice().buffer, 0, size), shape)];
  });
  for (let i = 0; i <= RUNS; i++) await session.run(Object.fromEntries(feeds));
  session.endProfiling();
  await session.release();
  const [file] = await readdir(folder);
  return summarize(JSON.parse(await readFile(join(folder, file), "utf8")));
}

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(TRAINING_CASES);
console.log(
  `## Where a training step's time goes\n\n${provenance()}; \`pnpm --filter @tiny-cats/benches train-profile\`\n`,
);
for (const name of names) {
  const folder = await mkdtemp(join(tmpdir(), "tiny-cats-bench-"));
  try {
    const { operators, count, total } = await profile(name, folder);
    const sorted = [...operators].sort(([, a], [, b]) => b.time - a.time);
    console.log(`${name}: ${(total / count / 1e3).toFixed(0)} ms a run\n`);
    const row = ([operator, { time, calls }]: (typeof sorted)[number]) => [
      operator,
      `${(time / count / 1e3).toFixed(1)} ms`,
      `${((100 * time) / total).toFixed(1)} %`,
      String(calls / count),
    ];
    console.log(`${table(["operator", "a run", "share", "calls"], sorted.slice(0, SHOWN).map(row))}\n`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
