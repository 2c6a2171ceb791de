// A JPEG's bytes to the five most probable classes: us, transformers.js, Pillow with onnxruntime.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Contestant, openContestant } from "./contestant.ts";
import { contestantFile } from "./contestant-file.ts";
import { fixture } from "./fixture.ts";
import { interleave } from "./interleave.ts";
import { photo } from "./large-photo.ts";
import { median } from "./median.ts";
import { milliseconds } from "./milliseconds.ts";
import { classifierFolder, modelFolder } from "./model-folder.ts";
import { provenance } from "./provenance.ts";
import { python, pythonHas } from "./python.ts";
import { table } from "./table.ts";
import { verdict } from "./verdict.ts";

type Answer = { label: string; probability: number }[];

const THREADS = "2";
const SIZES = [
  { width: 800, height: 600, count: 10, rounds: 15 },
  { width: 4000, height: 3000, count: 3, rounds: 12 },
];

await using folder = await modelFolder("classifier");
const photos: string[] = [];
for (const { width, height } of SIZES) {
  const path = join(folder.path, `${width}x${height}.jpg`);
  await writeFile(path, await photo(fixture("chelsea.png"), width, height));
  photos.push(path);
}
const contestants: Contestant<Answer>[] = [
  await openContestant("tiny-cats", process.execPath, [contestantFile("classify-ours.ts"), THREADS, ...photos]),
  await openContestant("transformers.js", process.execPath, [
    contestantFile("classify-transformers.ts"),
    folder.path,
    "classifier",
    THREADS,
    ...photos,
  ]),
];
if (pythonHas("PIL", "numpy", "onnxruntime")) {
  const args = ["-B", contestantFile("classify-python.py"), classifierFolder, THREADS, ...photos];
  contestants.push(await openContestant("Pillow and onnxruntime", python, args));
}

const rows: string[][] = [];
const verdicts: string[] = [];
const GOALS = [1, 2, 1.2];
for (const [i, { width, height, count, rounds }] of SIZES.entries()) {
  const size = `${width}x${height}`;
  const single = await interleave(contestants, { task: photos[i], count }, { rounds });
  const many = await interleave(contestants, { task: photos[i], count: count * 2, atOnce: 4 }, { rounds });
  const p50 = single.map(({ times }) => median(times));
  const speed = many.map(({ totals }) => (count * 2 * 1000) / median(totals));
  for (const [n, { name, times, answer }] of single.entries()) {
    const top = `${answer[0].label} ${answer[0].probability.toFixed(4)}`;
    rows.push([size, name, milliseconds(p50[n]), milliseconds(Math.min(...times)), speed[n].toFixed(1), top]);
    if (n === 0) continue;
    verdicts.push(`- ${size}: ${verdict(`p50 of ${name} / tiny-cats`, p50[n] / p50[0], GOALS[n])}`);
    verdicts.push(`- ${size}: ${verdict(`images/s of tiny-cats / ${name}`, speed[0] / speed[n], GOALS[n])}`);
  }
}
for (const { close } of contestants) await close();

console.log(`## Classifying a JPEG, ${THREADS} threads\n`);
const versions = contestants.map((contestant) => contestant.versions);
console.log(`${provenance(...versions)}; \`pnpm --filter @tiny-cats/benches classify\`\n`);
console.log(table(["JPEG", "", "p50, one at a time", "fastest", "images/s, 4 in flight", "top-1"], rows));
console.log(`\n${verdicts.join("\n")}`);
