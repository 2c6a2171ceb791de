import * as v from "valibot";

const whole = v.pipe(v.number(), v.integer());

export const breedsAnswer = v.object({
  breeds: v.array(
    v.object({
      id: whole,
      label: v.string(),
      slug: v.string(),
      aliases: v.array(v.string()),
      /** Whether the generator draws it. */
      drawable: v.boolean(),
    }),
  ),
});

export const modelsAnswer = v.object({
  models: v.array(
    v.object({
      id: v.picklist(["classifier", "generator"]),
      name: v.string(),
      task: v.string(),
      sha256: v.string(),
      bytes: whole,
      labels: v.array(v.string()),
      /** The repository and commit it was pulled from. */
      repo: v.nullable(v.string()),
      commit: v.nullable(v.string()),
      /** Where the Hugging Face clients ask it. */
      endpoint: v.string(),
    }),
  ),
});

export const modelQuery = v.strictObject({ model: v.optional(v.picklist(["classifier", "generator"])) });

export const benchmarksAnswer = v.object({
  benchmarks: v.array(v.object({ model: v.picklist(["classifier", "generator"]), report: v.looseObject({}) })),
});
