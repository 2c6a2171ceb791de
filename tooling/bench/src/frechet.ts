// The Frechet distance of 10,000 x 2,048 features as whole processes, ours and the formulas of pytorch-fid and torch-fidelity.
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { normals } from "@tiny-cats/core";
import { contestantFile } from "./contestant-file.ts";
import { median } from "./median.ts";
import { provenance } from "./provenance.ts";
import { python, pythonHas } from "./python.ts";
import { rotated } from "./rotated.ts";
import { type Measured, runMeasured } from "./run-measured.ts";
import { table } from "./table.ts";
import { verdict } from "./verdict.ts";

const ROUNDS = 3;
const GOAL = 1;
const COUNT = 10_000;
const DIMENSION = 2048;
const TOLERANCE = 1e-6;

/** Features whose neighbours correlate and which are 0 half the time, as behind a ReLU. */
async function writeFeatures(path: string, seed: number, gain: number): Promise<void> {
  const file = await open(path, "w");
  const row = new Float32Array(DIMENSION);
  const noise = new Float32Array(DIMENSION);
  for (let i = 0; i < COUNT; i++) {
    normals(seed, { index: i, out: noise });
    for (let j = 0; j < DIMENSION; j++) row[j] = Math.max(0, gain * (noise[j] + (j > 0 ? 0.7 * noise[j - 1] : 0)));
    await file.write(new Uint8Array(row.buffer));
  }
  await file.close();
}

interface Contestant {
  name: string;
  command(a: string, b: string): string[];
}

const [ours, ourPython] = ["frechet-ours.ts", "frechet-python.py"].map(contestantFile);
const size = String(DIMENSION);
const contestants: Contestant[] = [
  { name: "`frechetDistance`, one thread", command: (a, b) => [process.execPath, ours, a, b, size] },
  { name: "`frechetDistance`, a thread a set", command: (a, b) => [process.execPath, ours, a, b, size, "threads"] },
];
const own = [...contestants];
for (const [formula, name, module] of [
  ["scipy", "scipy's sqrtm (pytorch-fid)", "scipy"],
  ["eigvals", "torch's eigvals (torch-fidelity)", "torch"],
]) {
  if (pythonHas("numpy", module))
    contestants.push({ name, command: (a, b) => [python, "-B", ourPython, formula, a, b, size] });
}

const root = await mkdtemp(join(tmpdir(), "tiny-cats-bench-"));
try {
  const [a, b] = ["a", "b"].map((name) => join(root, name));
  await writeFeatures(a, 1, 1);
  await writeFeatures(b, 2, 1.1);
  const results = new Map<Contestant, Measured[]>(contestants.map((one) => [one, []]));
  for (let round = -1; round < ROUNDS; round++) {
    for (const one of rotated(contestants, round + 1)) {
      const measured = await runMeasured(one.command(a, b), process.env);
      if (round >= 0) results.get(one)!.push(measured);
    }
  }
  const answer = (one: Contestant) => Number(results.get(one)![0].said.trim().split("\n").at(-1));
  for (const one of contestants) {
    if (!(Math.abs(answer(one) / answer(own[0]) - 1) <= TOLERANCE))
      throw new Error(`${one.name} answers ${answer(one)}, not ${answer(own[0])}`);
  }
  const seconds = (one: Contestant) => median(results.get(one)!.map((measured) => measured.seconds));
  console.log(`## Frechet distance of ${COUNT} x ${DIMENSION} features, median of ${ROUNDS} runs by turns\n`);
  console.log(`${provenance()}; \`pnpm --filter @tiny-cats/benches frechet\`\n`);
  console.log(
    table(
      ["", "median", "fastest to slowest", "peak memory", "answer"],
      contestants.map((one) => {
        const times = results.get(one)!.map((measured) => measured.seconds);
        const peak = Math.max(...results.get(one)!.map((measured) => measured.peak ?? Number.NaN));
        const span = `${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)} s`;
        return [
          one.name,
          `${seconds(one).toFixed(2)} s`,
          span,
          `${Math.round(peak / 1e6)} MB`,
          answer(one).toPrecision(12),
        ];
      }),
    ),
  );
  console.log();
  for (const one of own) {
    for (const peer of contestants.filter((peer) => !own.includes(peer)))
      console.log(`- ${verdict(`${peer.name} / ${one.name}`, seconds(peer) / seconds(one), GOAL)}`);
  }
} finally {
  await rm(root, { recursive: true, force: true });
}
