// Runs a graph so many times and ends: run-graph.mjs <model> <runs> <threads> <side>. Writes a byte after each run, for whoever looks on.
import { writeSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";

const [path, runs, threads, side] = process.argv.slice(2);
const sides = [1, Number(side), Number(side)];
const session = await InferenceSession.create(path, { intraOpNumThreads: Number(threads), interOpNumThreads: 1 });
const x = new Tensor("float32", new Float32Array(sides[1] * sides[2]).fill(0.5), sides);
for (let i = 0; i < Number(runs); i++) {
  await session.run({ x });
  writeSync(1, ".");
}
