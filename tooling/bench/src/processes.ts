// Whole processes, from start to end: help, and one picture classified from cold.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { contestantFile } from "./contestant-file.ts";
import { fixture } from "./fixture.ts";
import { median } from "./median.ts";
import { milliseconds } from "./milliseconds.ts";
import { modelFolder } from "./model-folder.ts";
import { provenance } from "./provenance.ts";
import { python } from "./python.ts";
import { rotated } from "./rotated.ts";
import { table } from "./table.ts";
import { verdict } from "./verdict.ts";

const ROUNDS = 15;
const cli = join(import.meta.dirname, "..", "..", "..", "apps", "cli", "dist", "main.js");
const picture = fixture("chelsea.png");
const hf = join(dirname(python), "hf");
await using folder = await modelFolder("classifier");
const node = process.execPath;
const commands: Record<string, string[]> = {
  "`node -e 0`": [node, "-e", "0"],
  "`tiny-cats --help`": [node, cli, "--help"],
  "`tiny-cats classify chelsea.png`": [node, cli, "classify", picture],
  "transformers.js, chelsea.png": [node, contestantFile("classify-once.mjs"), folder.path, "classifier", picture],
};
if (existsSync(hf)) commands["`hf --help`"] = [hf, "--help"];
else console.log("Skipped: there is no hf beside the Python named by TINY_CATS_PYTHON.\n");

// Offline, and without a look for updates: to its advantage.
const environment = { ...process.env, HF_HUB_OFFLINE: "1", HF_HUB_DISABLE_UPDATE_CHECK: "1" };
const times = new Map(Object.keys(commands).map((name): [string, number[]] => [name, []]));
for (let round = -1; round < ROUNDS; round++) {
  for (const [name, [command, ...args]] of rotated(Object.entries(commands), round + 1)) {
    const start = performance.now();
    const { status, stderr } = spawnSync(command, args, { env: environment, encoding: "utf8" });
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
    if (round >= 0) times.get(name)!.push(performance.now() - start);
  }
}
const medians = new Map([...times].map(([name, all]) => [name, median(all)]));
const ratio = (peer: string, ours: string) => medians.get(peer)! / medians.get(ours)!;

console.log(`## Whole processes, median of ${ROUNDS} runs by turns\n`);
console.log(`${provenance()}; \`pnpm --filter @tiny-cats/benches processes\`\n`);
const rows = [...times].map(([name, all]) => [
  name,
  milliseconds(medians.get(name)!),
  `${milliseconds(Math.min(...all))} to ${milliseconds(Math.max(...all))}`,
]);
console.log(table(["command", "median", "minimum to maximum"], rows));
console.log();
if (medians.has("`hf --help`"))
  console.log(`- ${verdict("hf / tiny-cats, help", ratio("`hf --help`", "`tiny-cats --help`"), 3)}`);
const cold = ratio("transformers.js, chelsea.png", "`tiny-cats classify chelsea.png`");
console.log(`- ${verdict("transformers.js / tiny-cats, cold classify", cold, 1.5)}`);
