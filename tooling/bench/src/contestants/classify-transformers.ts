// Classifies with transformers.js. Arguments: folder of models, name of the model in it, threads, photos.
import { readFileSync } from "node:fs";
import { env, pipeline, RawImage } from "@huggingface/transformers";
import { serve } from "../serve.ts";

const [models, name, threads, ...paths] = process.argv.slice(2);
env.allowRemoteModels = false;
env.localModelPath = models;
const classify = await pipeline("image-classification", name, {
  dtype: "fp32",
  device: "cpu",
  session_options: { intraOpNumThreads: Number(threads), interOpNumThreads: 1 },
});
const photos = new Map(paths.map((path) => [path, new Blob([readFileSync(path)])]));
await serve(`transformers.js ${env.version}`, async (path) => {
  const found = await classify(await RawImage.fromBlob(photos.get(path)!), { top_k: 5 });
  return (found as { label: string; score: number }[]).map(({ label, score }) => ({ label, probability: score }));
});
