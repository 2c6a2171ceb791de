import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import { benchmarkMetrics } from "../shapes/benchmark-metrics.ts";
import { crossCheck } from "../shapes/cross-check.ts";
import { checkReasons } from "../shapes/not-measured.ts";
import { openObject } from "../shapes/open-object.ts";
import { takenFromBenchmark } from "../shapes/taken-from.ts";

const NAME = "tiny-cats/inference-latency";

const { provider, threads, kind, batch_size, latency_ms, load_ms, first_call_ms } = benchmarkMetrics;

const shape = openObject({
  schema: v.literal(NAME),
  version: v.literal(1),
  models: v.array(
    openObject({
      ...takenFromBenchmark,
      ...{ provider, threads, kind, batch_size, latency_ms, load_ms, first_call_ms },
    }),
  ),
});

export type InferenceLatency = v.InferOutput<typeof shape>;

/** The shape of inference_latency.json: what each model of a repository takes, out of its benchmark report. Unknown keys are kept. */
export const inferenceLatencySchema: v.GenericSchema<InferenceLatency> = v.pipe(
  shape,
  crossCheck(({ models }) =>
    models.flatMap((model, i) =>
      checkReasons(model, ["threads", "load_ms", "first_call_ms"]).map(({ path, message }) => ({
        path: ["models", i, ...path],
        message,
      })),
    ),
  ),
);

/** inference_latency.json, version 1. */
export const inferenceLatencyKind: DocumentKind<InferenceLatency> = {
  name: NAME,
  version: 1,
  title: "latency document",
  shape: inferenceLatencySchema,
};

/** @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document". */
export function parseInferenceLatency(value: unknown): InferenceLatency {
  return parseDocument(inferenceLatencyKind, value);
}

/** @throws TinyCatsError "invalid-json", and what parseInferenceLatency throws. */
export function parseInferenceLatencyText(text: string): InferenceLatency {
  return parseDocumentText(inferenceLatencyKind, text);
}
