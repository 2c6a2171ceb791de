// 500x375 pixels to 341x256: us, Pillow, and sharp for context.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { type Contestant, openContestant } from "./contestant.ts";
import { contestantFile } from "./contestant-file.ts";
import { fixture } from "./fixture.ts";
import { interleave } from "./interleave.ts";
import { median } from "./median.ts";
import { milliseconds } from "./milliseconds.ts";
import { provenance } from "./provenance.ts";
import { python, pythonHas } from "./python.ts";
import { table } from "./table.ts";
import { verdict } from "./verdict.ts";

const folder = await mkdtemp(join(tmpdir(), "tiny-cats-bench-"));
const pixels = join(folder, "pixels");
await writeFile(pixels, await sharp(fixture("chelsea.png")).resize(500, 375, { fit: "fill" }).raw().toBuffer());
const contestants: Contestant<string>[] = [
  await openContestant("tiny-cats", process.execPath, [contestantFile("resize-ours.ts"), pixels]),
  await openContestant("sharp", process.execPath, [contestantFile("resize-sharp.ts"), pixels]),
];
if (pythonHas("PIL"))
  contestants.push(await openContestant("Pillow", python, ["-B", contestantFile("resize-pillow.py"), pixels]));

const rows: string[][] = [];
const verdicts: string[] = [];
for (const filter of ["bilinear", "bicubic", "lanczos"]) {
  const results = await interleave(contestants, { task: filter, count: 40 }, { rounds: 15 });
  const [ours, , pillow] = results.map(({ times }) => median(times));
  for (const { name, times, answer } of results)
    rows.push([filter, name, milliseconds(median(times)), milliseconds(Math.min(...times)), answer]);
  if (pillow !== undefined) verdicts.push(`- ${filter}: ${verdict("Pillow / tiny-cats", pillow / ours, 0.7)}`);
}
for (const { close } of contestants) await close();
await rm(folder, { recursive: true });

console.log("## Resizing 500x375 to 341x256, RGB, 8 bits\n");
const versions = contestants.map((contestant) => contestant.versions).filter((version) => version !== "tiny-cats");
console.log(`${provenance(...versions)}; \`pnpm --filter @tiny-cats/benches resize\`\n`);
console.log(table(["filter", "", "median", "fastest", "SHA-256 of the pixels"], rows));
console.log(`\n${verdicts.join("\n")}`);
