import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import { benchmarkMetrics } from "../shapes/benchmark-metrics.ts";
import { crossCheck } from "../shapes/cross-check.ts";
import { checkReasons } from "../shapes/not-measured.ts";
import { openObject } from "../shapes/open-object.ts";
import { takenFromBenchmark } from "../shapes/taken-from.ts";

const NAME = "tiny-cats/memory-usage";

const shape = openObject({
  schema: v.literal(NAME),
  version: v.literal(1),
  models: v.array(openObject({ ...takenFromBenchmark, memory: benchmarkMetrics.memory })),
});

export type MemoryUsage = v.InferOutput<typeof shape>;

/** The shape of memory_usage.json: what each model of a repository needs, out of its benchmark report. Null has its reason. Unknown keys are kept. */
export const memoryUsageSchema: v.GenericSchema<MemoryUsage> = v.pipe(
  shape,
  crossCheck(({ models }) =>
    models.flatMap((model, i) =>
      checkReasons(model, ["memory"]).map(({ path, message }) => ({ path: ["models", i, ...path], message })),
    ),
  ),
);

/** memory_usage.json, version 1. */
export const memoryUsageKind: DocumentKind<MemoryUsage> = {
  name: NAME,
  version: 1,
  title: "memory document",
  shape: memoryUsageSchema,
};

/** @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document". */
export function parseMemoryUsage(value: unknown): MemoryUsage {
  return parseDocument(memoryUsageKind, value);
}

/** @throws TinyCatsError "invalid-json", and what parseMemoryUsage throws. */
export function parseMemoryUsageText(text: string): MemoryUsage {
  return parseDocumentText(memoryUsageKind, text);
}
