import { createHash } from "node:crypto";
import { writeSync } from "node:fs";
import { join } from "node:path";
import { train } from "../loop/train.ts";
import { checkpointFolder } from "../node/checkpoint/checkpoint-folder.ts";
import { openEventLog } from "../node/event-log.ts";
import { lockRun } from "../node/run/lock-run.ts";
import { openSmall, smallRun } from "./small-run.ts";

// A process that trains in a folder to the given update, says when it is at work, and at the end what its numbers are.
const [folder, steps] = process.argv.slice(2);
await using step = await openSmall();
const { progress } = await lockRun(folder, async () => {
  await using log = await openEventLog(join(folder, "events.jsonl"));
  return await train(step, {
    ...smallRun(Number(steps), { saveEvery: 3 }),
    evaluate: async ({ weights }) => ({ value: Math.abs(weights.get("norm.bias")![0]) }),
    checkpoints: checkpointFolder(folder, { runtime: "onnxruntime-node", threads: 1, seed: 1, keepLast: 2 }),
    async onEvent(event) {
      await log.write(event);
      // Written at once: a process that is killed sends no buffers on.
      if (event.type === "step") writeSync(1, `step ${event.step}\n`);
      if (event.type === "resumed") writeSync(1, `resumed ${event.step}\n`);
      if (event.type === "checkpoint-damaged") writeSync(1, `damaged ${event.reason}\n`);
    },
  });
});
const hash = createHash("sha256").update(JSON.stringify(Object.entries(progress).sort()));
const { weights, average, memory } = step.state;
for (const numbers of [weights, average!, ...Object.values(memory)]) {
  for (const [name, values] of numbers) hash.update(name).update(values);
}
writeSync(1, `done ${hash.digest("hex")}\n`);
