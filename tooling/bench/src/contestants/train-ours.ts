// Training steps with @tiny-cats/train. Arguments: the case's name, threads.
import { createRequire } from "node:module";
import { adamW, openStep } from "@tiny-cats/train";
import * as ort from "onnxruntime-node";
import { serve } from "../serve.ts";
import { TRAINING_CASES } from "../training-cases.ts";
import { trainingSetup } from "../training-setup.ts";

const [name, threads] = process.argv.slice(2);
const { microBatch } = TRAINING_CASES[name];
const { batch, ...setup } = trainingSetup(TRAINING_CASES[name]);
const step = await openStep(ort, { ...setup, optimizer: adamW(), threads: Number(threads) });
const { version } = createRequire(import.meta.url)("onnxruntime-node/package.json");
const losses: number[] = [];
await serve(`onnxruntime-node ${version}`, async () => {
  const { loss } = await step.run(batch, { rate: 1e-4, clip: 1, ...(microBatch && { microBatch }) });
  losses.push(loss);
  return { first: losses[0], last: losses.at(-1)!, peak: process.resourceUsage().maxRSS * 1024 };
});
