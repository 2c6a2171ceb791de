import * as v from "valibot";

const seed = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const text = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));

export interface GenerateLimits {
  maxCount: number;
  maxSteps: number;
}

const steps = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));
const guidance = v.pipe(v.number(), v.minValue(0), v.maxValue(100));

/** What is left out comes from the model's recommended sampler; a seed that is left out is drawn by lot. */
export function generateBody({ maxCount, maxSteps }: GenerateLimits) {
  return v.strictObject({
    breed: v.union([text(64), v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999_999))]),
    seed: v.optional(seed),
    steps: v.optional(steps(maxSteps)),
    guidance: v.optional(guidance),
    solver: v.optional(text(32)),
    /** Pictures of the seed, from its first. */
    count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxCount)), 1),
  });
}

export type GenerateRequest = v.InferOutput<ReturnType<typeof generateBody>>;

/** As the Hugging Face clients send it. What a model of one size and one sampler can't heed is refused where it would change the picture. */
export function inferenceGenerateBody({ maxSteps }: Pick<GenerateLimits, "maxSteps">) {
  return v.strictObject({
    inputs: text(1000),
    parameters: v.optional(
      v.strictObject({
        seed: v.nullish(seed),
        num_inference_steps: v.nullish(steps(maxSteps)),
        guidance_scale: v.nullish(guidance),
        scheduler: v.nullish(text(32)),
        width: v.nullish(v.pipe(v.number(), v.integer())),
        height: v.nullish(v.pipe(v.number(), v.integer())),
        negative_prompt: v.nullish(v.string()),
      }),
    ),
  });
}

const whole = v.pipe(v.number(), v.integer());

const drawingShape = v.object({
  /** A PNG, in base64. */
  png: v.string(),
  settings: v.object({
    breed: v.string(),
    index: whole,
    seed: whole,
    steps: whole,
    solver: v.string(),
    guidance: v.number(),
    model_sha256: v.string(),
  }),
});

export const generateAnswer = v.object({ drawings: v.array(drawingShape) });
