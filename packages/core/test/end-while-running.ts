import { once } from "node:events";
import { createWorkerPool } from "../src/node/create-worker-pool.ts";
import { tinyModel } from "./tiny-models.ts";

// Runs a model without a pause, and ends as the argument says, at a moment of its own, while it runs.
const [how] = process.argv.slice(2);
const pool = createWorkerPool({ workers: 1 });
const LARGE = 2000;

async function work(): Promise<never> {
  const session = await pool.load(tinyModel("tiny-classifier"), { runtimes: ["onnxruntime-node"] });
  process.emit("message", "loaded", undefined);
  for (;;) {
    const data = new Float32Array(LARGE * 3072);
    await session.run({ pixel_values: { dtype: "float32", data, dims: [LARGE, 3, 32, 32] } });
  }
}

const loaded = once(process, "message");
const ended = work().catch((error) => error.code);
await loaded;
await new Promise((resolve) => setTimeout(resolve, 40 * Math.random()));
if (how === "exit") process.exit(7);
await pool.dispose();
process.stdout.write(await ended);
