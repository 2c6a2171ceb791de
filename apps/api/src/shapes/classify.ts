import * as v from "valibot";
import { problemShape } from "../http/problems/problem.ts";
import { base64 } from "./base64.ts";
import { topK, topKText } from "./top-k.ts";

export const classifyQuery = v.strictObject({ top_k: v.optional(topKText) });

export function classifyBody(maxPictures: number) {
  return v.strictObject({
    pictures: v.pipe(v.array(base64()), v.minLength(1), v.maxLength(maxPictures)),
    top_k: v.optional(topK),
  });
}

/** As the Hugging Face clients send it once a parameter is set. */
export const inferenceClassifyBody = v.strictObject({
  inputs: base64(),
  parameters: v.optional(
    v.strictObject({
      top_k: v.nullish(topK),
      function_to_apply: v.nullish(v.picklist(["softmax", "sigmoid", "none"])),
    }),
  ),
});

const predictionShape = v.object({ id: v.pipe(v.number(), v.integer()), label: v.string(), probability: v.number() });

/** What is said of one picture. */
const resultShape = v.union([
  v.object({
    /** Most probable first. */
    predictions: v.array(predictionShape),
    /** 1 - P(Other); null for a model without that class. */
    cat_probability: v.nullable(v.number()),
  }),
  v.object({ problem: problemShape }),
]);

export const classifyAnswer = v.object({
  model: v.object({ name: v.string(), sha256: v.string() }),
  results: v.array(resultShape),
});

export const inferenceClassifyAnswer = v.array(v.object({ label: v.string(), score: v.number() }));
