// Eight pictures drawn with the same weights, solver, steps and guidance by us and by PyTorch, and the runs of the graph alone.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { generator } from "@tiny-cats/models";
import { type Contestant, openContestant } from "./contestant.ts";
import { contestantFile } from "./contestant-file.ts";
import { interleave } from "./interleave.ts";
import { median } from "./median.ts";
import { milliseconds } from "./milliseconds.ts";
import { provenance } from "./provenance.ts";
import { python, pythonHas } from "./python.ts";
import { table } from "./table.ts";
import { verdict } from "./verdict.ts";

const THREADS = "2";
const task = JSON.stringify({ steps: 20, guidance: 2, interval: [0.1, 0.9], breeds: [0, 1, 2, 3, 4, 5, 6, 7] });
const folder = dirname(fileURLToPath(generator.manifest));

const contestants: Contestant<Record<string, number>>[] = [
  await openContestant("tiny-cats", process.execPath, [contestantFile("draw-ours.ts"), THREADS]),
  await openContestant("the runs alone", process.execPath, [contestantFile("draw-bare.ts"), THREADS]),
];
if (pythonHas("torch", "onnxruntime", "safetensors")) {
  contestants.push(await openContestant("PyTorch", python, ["-B", contestantFile("draw-torch.py"), folder, THREADS]));
}
const results = await interleave(contestants, { task, count: 1 }, { rounds: 9 });
for (const { close } of contestants) await close();

const [ours, bare, torch] = results.map(({ times }) => median(times));
console.log(`## Drawing 8 pictures, Heun, 20 steps, guidance 2 from 0.1 to 0.9, ${THREADS} threads\n`);
console.log(
  `${provenance(...contestants.map(({ versions }) => versions))}; \`pnpm --filter @tiny-cats/benches draw\`\n`,
);
const rows = results.map(({ name, times, answer }) => {
  const [low, high] = [Math.min(...times), Math.max(...times)];
  return [
    name,
    milliseconds(median(times)),
    `${milliseconds(low)} to ${milliseconds(high)}`,
    Object.entries(answer)
      .map(([key, value]) => `${key} ${Math.round(value)}`)
      .join(", "),
  ];
});
console.log(table(["", "median", "minimum to maximum", "came out"], rows));
console.log(
  `\n- the sampler's overhead over the runs alone: ${((ours / bare - 1) * 100).toFixed(1)} %, goal at most 5 %`,
);
if (torch !== undefined) console.log(`- ${verdict("PyTorch / tiny-cats", torch / ours, 1.5)}`);
