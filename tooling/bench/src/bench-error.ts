// How far @tiny-cats/bench is from the truth: what it says of a graph, against processes that run the same graph and are timed from outside.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchmarkModel } from "@tiny-cats/bench/node";
import { buildGraph, makeTensor, writeModel } from "@tiny-cats/onnx";
import { contestantFile } from "./contestant-file.ts";
import { median } from "./median.ts";
import { provenance } from "./provenance.ts";
import { rotated } from "./rotated.ts";
import { table } from "./table.ts";

const ROUNDS = 40;
const GOAL = 0.03;
const SIDE = 384;
const [FEW, MANY] = [20, 120];
const THREADS = 1;

/** A chain of products of matrices and their sigmoids: every run does the same, for some milliseconds. */
function synthetic(): Uint8Array {
  const g = buildGraph("synthetic");
  let x = g.input("x", "float32", ["batch", SIDE, SIDE]);
  const values = Array.from({ length: SIDE * SIDE }, (_, i) => ((i * 7919) % 1000) / 1000 - 0.5);
  const w = g.weight("w", makeTensor("float32", [SIDE, SIDE], values));
  for (let i = 0; i < 6; i++) x = g.op("Sigmoid", [g.matmul(x, w)]);
  g.output("y", x);
  return writeModel(g.finish());
}

/** How long a process of `runs` runs took from start to end, and when each run was seen to end; in milliseconds. */
function lookOn(path: string, runs: number): Promise<{ whole: number; ends: number[] }> {
  return new Promise((resolve, reject) => {
    const args = [contestantFile("run-graph.mjs"), path, String(runs), String(THREADS), String(SIDE)];
    const start = performance.now();
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    const ends: number[] = [];
    child.stdout.on("data", (seen: Buffer) => {
      const now = performance.now();
      // Of several that come at once, none but the first was seen in time.
      for (let i = 0; i < seen.length; i++) ends.push(now);
    });
    child.once("error", reject);
    child.once("close", (status) => {
      if (status === 0) resolve({ whole: performance.now() - start, ends });
      else reject(new Error(`the process ended with ${status}`));
    });
  });
}

const folder = await mkdtemp(join(tmpdir(), "tiny-cats-bench-"));
const seen: Record<"p50" | "mean" | "each" | "whole", number[]> = { p50: [], mean: [], each: [], whole: [] };
try {
  const path = join(folder, "synthetic.onnx");
  await writeFile(path, synthetic());
  const options = { command: "pnpm bench-error", threads: THREADS, runs: MANY - FEW, warmup: FEW, batches: [] };
  const ours = async () => {
    const { p50, mean } = (await benchmarkModel(path, options)).latency_ms;
    return { p50, mean };
  };
  const outside = async () => {
    const [few, many] = [await lookOn(path, FEW), await lookOn(path, MANY)];
    const each = median(many.ends.slice(FEW).map((end, i) => end - many.ends[FEW + i - 1]));
    return { each, whole: (many.whole - few.whole) / (MANY - FEW) };
  };
  for (let round = -1; round < ROUNDS; round++) {
    for (const measure of rotated([ours, outside], round + 1)) {
      const found = await measure();
      if (round < 0) continue;
      for (const [name, ms] of Object.entries(found)) seen[name as keyof typeof seen].push(ms);
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

console.log(`## The error of @tiny-cats/bench itself, median of ${ROUNDS} rounds by turns\n`);
console.log(`${provenance()}; \`pnpm --filter @tiny-cats/benches bench-error\`; ${THREADS} thread\n`);
const names = {
  p50: "p50 of `@tiny-cats/bench`",
  each: "runs as another process sees them end, median",
  mean: "mean of `@tiny-cats/bench`",
  whole: "whole processes, by their difference",
};
/** The fastest quarter: other work on the machine only ever adds time, and to a mean more than to a median. */
const quietest = (times: readonly number[]) => times.toSorted((a, b) => a - b).slice(0, ROUNDS / 4);
const rows = Object.entries(names).map(([name, title]) => {
  const all = seen[name as keyof typeof seen];
  const figures = [median(all), median(quietest(all)), Math.min(...all), Math.max(...all)];
  return [title, ...figures.map((ms) => `${ms.toFixed(3)} ms`)];
});
console.log(table(["a run by", "median", "of the quietest quarter", "minimum", "maximum"], rows));
console.log();
for (const [ours, theirs] of [
  ["p50", "each"],
  ["p50", "whole"],
  ["mean", "whole"],
] as const) {
  const gap = (part: (times: readonly number[]) => readonly number[]) =>
    median(part(seen[ours])) / median(part(seen[theirs])) - 1;
  const percent = (share: number) => `${share > 0 ? "+" : ""}${(share * 100).toFixed(1)} %`;
  const error = gap(quietest);
  const met = Math.abs(error) <= GOAL ? "met" : "missed";
  console.log(
    `- ${names[ours]} against ${names[theirs]}: ${percent(error)} in the quietest quarter (goal within ${GOAL * 100} %: ${met}), ${percent(gap((all) => all))} in all rounds`,
  );
}
