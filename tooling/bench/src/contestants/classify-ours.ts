// Classifies encoded pictures with loadClassifier. Argument: threads.
import { readFileSync } from "node:fs";
import { loadClassifier } from "@tiny-cats/core/node";
import { classifier } from "@tiny-cats/models";
import { serve } from "../serve.ts";

const loaded = await loadClassifier(classifier, { threads: Number(process.argv[2]) });
const photos = new Map(process.argv.slice(3).map((path) => [path, readFileSync(path)]));
await serve(loaded.runtime, async (path) => {
  const { predictions } = await loaded.classify(photos.get(path)!);
  return predictions.slice(0, 5).map(({ label, probability }) => ({ label, probability }));
});
