import * as v from "valibot";

/** RFC 9457, with `error` for the Hugging Face clients, which show it. */
export const problemShape = v.object({
  type: v.pipe(v.string(), v.url()),
  title: v.string(),
  status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
  detail: v.string(),
  error: v.string(),
  code: v.string(),
  remedy: v.string(),
  request_id: v.string(),
});

export type Problem = v.InferOutput<typeof problemShape>;
