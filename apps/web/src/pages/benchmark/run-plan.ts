import type { BenchmarkProgress } from "@tiny-cats/bench";
import type { BenchmarkReport } from "@tiny-cats/schema";
import { placesOf } from "../../models/chosen-places.ts";
import { localModel } from "../../models/local-models.ts";
import { readDescription } from "../model/read-description.ts";
import type { Plan } from "./plan.ts";

/** How many calls, by the kind of model: drawing takes a hundred times as long as classifying. */
const EFFORT = {
  classifier: { warmup: 5, batches: [1, 4], enoughMs: 1000 },
  generator: { warmup: 1, batches: [1], enoughMs: 1 },
} as const;

/** Measures one plan with `runs` calls. */
export async function runPlan(
  { kind, device, threads }: Plan,
  { runs, signal, onProgress }: { runs: number; signal: AbortSignal; onProgress(progress: BenchmarkProgress): void },
): Promise<BenchmarkReport> {
  const [{ place }, { benchmarkClassifier, benchmarkGenerator }] = await Promise.all([
    readDescription(placesOf(kind), signal),
    import("@tiny-cats/bench/web"),
  ]);
  const command = `the site's benchmark page: ${kind}, ${device}, ${runs} calls`;
  const options = { ...EFFORT[kind], command, device, threads, runs, signal, onProgress };
  const source = localModel(place) ?? place;
  return kind === "classifier" ? benchmarkClassifier(source, options) : benchmarkGenerator(source, options);
}
