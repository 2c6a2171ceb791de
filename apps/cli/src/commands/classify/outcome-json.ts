import type { Classification } from "@tiny-cats/core";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import type { Outcome } from "./classify-inputs.ts";

/** An outcome as JSON data: predictions, most probable first, or what went wrong. */
export function outcomeJson(outcome: Outcome, topK: number) {
  return "error" in outcome
    ? { file: outcome.name, error: errorJson(outcome.error) }
    : { file: outcome.name, ...classificationJson(outcome.classification, topK) };
}

/** The first `topK` predictions and the probability that a cat is shown: null for a model that knows cats alone. */
function classificationJson({ predictions, catProbability }: Classification, topK: number) {
  return {
    predictions: predictions
      .slice(0, topK)
      .map(({ id, label, probability }) => ({ id, label, probability: singlePrecision(probability) })),
    cat_probability: catProbability === undefined ? null : singlePrecision(catProbability),
  };
}

function errorJson(error: unknown) {
  const message = error instanceof Error ? error.message : String(error);
  return isTinyCatsError(error)
    ? { code: error.code, message, remedy: error.remedy }
    : { code: "unforeseen", message, remedy: "see the message" };
}

/** As many digits as the model's own numbers have. */
function singlePrecision(value: number): number {
  return Number(value.toPrecision(7));
}
