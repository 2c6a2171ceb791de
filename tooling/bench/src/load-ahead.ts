// How long training steps of 400 ms wait for their batches of 64 pictures, on a folder of photos that is named: node src/load-ahead.ts <folder>
import { setTimeout as idle } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { augmentation, loadAhead, openImageSet, type PictureJob } from "@tiny-cats/data";
import { table } from "./table.ts";

const STEP = 400;
const BATCH = 64;
const STEPS = 15;

const folder = process.argv[2];
if (folder === undefined) throw new Error("name a folder of photos");
const { items } = await openImageSet(folder);
const heads = items.filter(({ box }) => box);

const classifier = augmentation("full", { size: 224, resized: { area: [0.35, 1], ratio: [3 / 4, 4 / 3] } });
const generator = augmentation("basic", { size: 64 });

/** Pictures of a run that never ends. */
function* jobs(of: typeof items, job: (item: (typeof items)[number]) => PictureJob, recipe = classifier) {
  for (let epoch = 0; ; epoch++) {
    for (const [index, item] of of.entries()) yield { ...job(item), augment: { recipe, seed: 1, epoch, index } };
  }
}

const kinds: Record<string, () => Iterable<PictureJob>> = {
  "photo to 224x224, full": () => jobs(items, ({ path }) => ({ path })),
  "head to 64x64, basic": () => jobs(heads, ({ path, box }) => ({ path, head: { box: box!, size: 72 } }), generator),
};

const spinner = new Worker(
  `const { parentPort } = require("node:worker_threads");
  parentPort.on("message", (ms) => {
    for (const until = performance.now() + ms; performance.now() < until; );
    parentPort.postMessage(0);
  });`,
  { eval: true },
);
const steps: Record<string, () => Promise<unknown>> = {
  "idle (an accelerator)": () => idle(STEP),
  "one core busy": () => {
    spinner.postMessage(STEP);
    return new Promise((resolve) => spinner.once("message", resolve));
  },
};

const rows: string[][] = [];
for (const [kind, make] of Object.entries(kinds)) {
  for (const [name, step] of Object.entries(steps)) {
    for (const threads of [1, 2]) {
      const waits: number[] = [];
      const loading = loadAhead(make(), { threads, ahead: 2 * BATCH });
      for (let i = 0; i <= STEPS; i++) {
        const begun = performance.now();
        for (let n = 0; n < BATCH; n++) if ((await loading.next()).value?.error) throw new Error("a photo is broken");
        waits.push(performance.now() - begun);
        await step();
      }
      await loading.return();
      const [first, ...later] = waits;
      const mean = later.reduce((sum, wait) => sum + wait, 0) / later.length;
      rows.push([kind, name, `${threads}`, ...[first, mean, Math.max(...later)].map((ms) => ms.toFixed(1))]);
    }
  }
}
await spinner.terminate();
const columns = ["picture", "step of 400 ms", "threads", "first batch, ms", "mean wait, ms", "longest wait, ms"];
console.log(table(columns, rows));
