// Training steps of whole models, ours and PyTorch's in float32 and bfloat16: pictures a second, and each process's largest memory.
import { type Contestant, openContestant } from "./contestant.ts";
import { contestantFile } from "./contestant-file.ts";
import { interleave } from "./interleave.ts";
import { median } from "./median.ts";
import { provenance } from "./provenance.ts";
import { python, pythonHas } from "./python.ts";
import { table } from "./table.ts";
import { TRAINING_CASES } from "./training-cases.ts";
import { verdict } from "./verdict.ts";

const ROUNDS = 3;
const STEPS = 4;
const THREADS = "2";
const TOLERANCE = 1e-4;

const HALF = "PyTorch, bfloat16";

/** What a contestant says after its steps. */
interface Answer {
  /** Loss of the first step that it made. */
  readonly first: number;
  /** Loss of the last one. */
  readonly last: number;
  /** Largest resident memory in bytes. */
  readonly peak: number;
}

const only = process.argv.slice(2);
const hasTorch = pythonHas("torch", "transformers");
const lines: string[] = [];
let versions: string[] = [];
const rows: string[][] = [];
for (const [name, { batch }] of Object.entries(TRAINING_CASES)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const contestants: Contestant<Answer>[] = [
    await openContestant("tiny-cats", process.execPath, [contestantFile("train-ours.ts"), name, THREADS]),
  ];
  for (const precision of hasTorch ? ["float32", "bfloat16"] : []) {
    const file = contestantFile("train-torch.py");
    const asked = JSON.stringify({ name, ...TRAINING_CASES[name], precision, threads: Number(THREADS) });
    contestants.push(await openContestant(`PyTorch, ${precision}`, python, ["-B", file, asked]));
  }
  const results = await interleave(contestants, { task: name, count: STEPS }, { rounds: ROUNDS });
  for (const { close } of contestants) await close();
  versions = contestants.map((one) => one.versions);
  const rate = (times: readonly number[]) => (batch * 1000) / median(times);
  for (const { name: who, times, answer } of results) {
    // Later ones drift apart: numbers that rounding carries across a kink of ReLU6 change a gradient at once.
    const gap = Math.abs(answer.first / results[0].answer.first - 1);
    if (who !== HALF && !(gap < TOLERANCE))
      throw new Error(`${name}: ${who} began with a loss of ${answer.first}, not ${results[0].answer.first}`);
    const span = `${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)} ms`;
    const memory = `${Math.round(answer.peak / 1e6)} MB`;
    rows.push([
      `${name}, batch ${batch}`,
      who,
      rate(times).toFixed(1),
      `${median(times).toFixed(0)} ms`,
      span,
      memory,
      answer.last.toFixed(5),
    ]);
  }
  for (const { name: peer, times } of results.slice(1)) {
    const ratio = rate(results[0].times) / rate(times);
    const what = `tiny-cats / ${peer}`;
    // Half the precision is another trade, without a goal here.
    lines.push(`- ${name}: ${peer === HALF ? `${what}: ${ratio.toFixed(2)}x` : verdict(what, ratio, 1)}`);
  }
}
console.log(`## Training steps, ${ROUNDS} x ${STEPS} by turns after ${STEPS} that don't count, ${THREADS} threads\n`);
console.log(`${provenance(...versions)}; \`pnpm --filter @tiny-cats/benches train\`\n`);
console.log(table(["", "", "pictures/s", "median step", "fastest to slowest", "peak memory", "last loss"], rows));
console.log(`\n${lines.join("\n")}`);
