// Where training steps spend their time: operators by onnxruntime's own clock, and what is left. Arguments: names of cases.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { adamW, openStep } from "@tiny-cats/train";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { provenance } from "./provenance.ts";
import { table } from "./table.ts";
import { TRAINING_CASES } from "./training-cases.ts";
import { trainingSetup } from "./training-setup.ts";

const STEPS = 3;
const SHOWN = 10;

interface ProfileEvent {
  readonly cat: string;
  readonly name: string;
  readonly ts: number;
  readonly dur: number;
  readonly args?: { readonly op_name?: string };
}

/** Microseconds of each operator in all runs but the first ones. */
function sumByOperator(events: readonly ProfileEvent[], skipped: number): Map<string, number> {
  const begin = events.filter(({ name }) => name === "model_run")[skipped].ts;
  const sums = new Map<string, number>();
  for (const { cat, name, ts, dur, args } of events) {
    if (cat !== "Node" || !name.endsWith("_kernel_time") || ts < begin) continue;
    sums.set(args!.op_name!, (sums.get(args!.op_name!) ?? 0) + dur);
  }
  return sums;
}

/** Milliseconds a step, by operator and of the whole. */
async function profile(name: string, folder: string) {
  const { batch: count, microBatch = count } = TRAINING_CASES[name];
  const { batch, ...setup } = trainingSetup(TRAINING_CASES[name]);
  const sessions: InferenceSession[] = [];
  const profiled = {
    Tensor,
    InferenceSession: {
      async create(bytes: Uint8Array, options: object) {
        const profiling = { enableProfiling: true, profileFilePrefix: join(folder, `${sessions.length}`) };
        sessions.push(await InferenceSession.create(bytes, { ...options, ...profiling }));
        return sessions.at(-1);
      },
    },
  };
  await using step = await openStep(profiled, { ...setup, optimizer: adamW(), threads: 2 });
  const run = () => step.run(batch, { rate: 1e-4, clip: 1, microBatch });
  await run();
  const start = performance.now();
  for (let i = 0; i < STEPS; i++) await run();
  const whole = (performance.now() - start) / STEPS;
  sessions.at(-1)!.endProfiling();
  const file = (await readdir(folder)).find((found) => found.startsWith(`${sessions.length - 1}_`))!;
  const sums = sumByOperator(JSON.parse(await readFile(join(folder, file), "utf8")), count / microBatch);
  return { whole, operators: [...sums].map(([operator, time]) => [operator, time / STEPS / 1e3] as const) };
}

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(TRAINING_CASES);
console.log(
  `## Where a training step's time goes, mean of ${STEPS} steps after one that doesn't count, with the runtime's profiler on\n`,
);
console.log(`${provenance()}; \`pnpm --filter @tiny-cats/benches train-profile\`\n`);
for (const name of names) {
  const folder = await mkdtemp(join(tmpdir(), "tiny-cats-bench-"));
  try {
    const { whole, operators } = await profile(name, folder);
    const sorted = operators.toSorted(([, a], [, b]) => b - a);
    const rest = sorted.slice(SHOWN).reduce((sum, [, time]) => sum + time, 0);
    const outside = whole - operators.reduce((sum, [, time]) => sum + time, 0);
    const rows = [...sorted.slice(0, SHOWN), ["other operators", rest], ["outside of operators", outside]] as const;
    console.log(`${name}: ${whole.toFixed(0)} ms a step\n`);
    const row = ([what, time]: readonly [string, number]) => [
      what,
      `${time.toFixed(1)} ms`,
      `${((100 * time) / whole).toFixed(1)} %`,
    ];
    console.log(`${table(["", "a step", "share"], rows.map(row))}\n`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
