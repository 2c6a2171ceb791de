import { TinyCatsError } from "@tiny-cats/schema/errors";
import * as v from "valibot";

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const most = v.pipe(v.number(), v.finite(), v.minValue(0));
const optional = v.nullable(v.pipe(v.number(), v.finite()));

/** Every threshold, with what it is unless told. */
const shape = v.strictObject({
  /** Share of pictures that a classifier must tell cat from not cat in; it must be exceeded. */
  min_cat_accuracy: v.optional(share, 0.97),
  /** The Frechet distance of InceptionV3's features that a generator must stay below, where it was measured. */
  max_fid: v.optional(most, 40),
  /** The largest kernel distance, whatever network it was measured by; null for the manifest's own limit. */
  max_kid: v.optional(optional, null),
  /** The largest perplexity; null for none. */
  max_perplexity: v.optional(optional, null),
  /** The largest difference of a graph's outputs from its weights', of the largest number among them. */
  onnx_tolerance: v.optional(share, 1e-4),
  /** Megabytes (1e6 bytes) that a quantized graph must stay below. */
  max_quantized_mb: v.optional(most, 50),
  /** The most accuracy that quantizing may lose, as a share, where its own report set no limit. */
  max_quantized_loss: v.optional(share, 0.01),
  /** The most that a quantized generator's drawings may differ from the original's on average, of 255, where its own report set no limit. */
  max_quantized_difference: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(255)), 5),
  /** Milliseconds that 95 % of a pipeline's calls on a processor must stay below. */
  max_cpu_p95_ms: v.optional(most, 2000),
  /** How far two answers of a classifier to different pictures must lie apart at least: half the sum of absolute differences. */
  min_answer_spread: v.optional(share, 0.05),
  /** How far a classifier's surest answer must lie above that of guessing. */
  min_confidence_gain: v.optional(share, 0.05),
  /** The least change of what a generator predicts with time or breed, of its root mean square. */
  min_velocity_change: v.optional(share, 1e-3),
  /** The least mean difference of 255 between drawings of two breeds from one noise, and of one breed from two. */
  min_drawing_difference: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(255)), 1),
});

/** What models are held to before they are published. */
export type Thresholds = v.InferOutput<typeof shape>;

/** The thresholds that hold unless told otherwise. */
export const DEFAULT_THRESHOLDS: Readonly<Thresholds> = Object.freeze(v.parse(shape, {}));

/** The seed projects' names of thresholds that are the same here. */
const ALIASES: Readonly<Record<string, keyof Thresholds>> = {
  min_val_accuracy: "min_cat_accuracy",
  max_onnx_size_mb: "max_quantized_mb",
  max_inference_time_cpu_ms: "max_cpu_p95_ms",
  onnx_output_tolerance: "onnx_tolerance",
};

/** Those that have no gate here, and why. */
const GONE: Readonly<Record<string, string>> = {
  min_train_accuracy: "accuracy on training data says nothing of a model; use min_cat_accuracy",
  max_final_loss: "a loss depends on how it is computed; use max_perplexity or min_cat_accuracy",
  min_fid_score: "a Frechet distance is the better the smaller it is; use max_fid",
  max_fid_score: "it is max_fid here",
  max_model_size_mb: "weights may be of any size; use max_quantized_mb",
  max_inference_time_gpu_ms: "processors alone are held to a time; use max_cpu_p95_ms",
};

/**
 * Thresholds as a thresholds.json has them: all of them, the defaults where it names none. The seed projects' names are taken where they mean the same.
 *
 * @throws TinyCatsError "invalid-thresholds" for an unknown name, a value out of its range, and one given under two names
 */
export function parseThresholds(value: unknown): Thresholds {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalid("they are no object", value, "write an object of names and numbers");
  const given: Record<string, unknown> = Object.create(null);
  for (const [key, one] of Object.entries(value)) {
    if (Object.hasOwn(GONE, key)) throw invalid(`there is no ${key}`, key, GONE[key]);
    const name = Object.hasOwn(ALIASES, key) ? ALIASES[key] : key;
    if (name in given) throw invalid(`${name} is given twice, once as ${key}`, key, "leave one of them out");
    given[name] = one;
  }
  const parsed = v.safeParse(shape, { ...given });
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const name = String(issue.path?.[0]?.key ?? "").slice(0, 100);
  const known = Object.keys(DEFAULT_THRESHOLDS);
  throw known.includes(name)
    ? invalid(`${name} can't be ${JSON.stringify(given[name])?.slice(0, 100)}`, name, issue.message)
    : invalid(`there is no ${JSON.stringify(name)}`, name, `use ${known.join(", ")}`);
}

function invalid(what: string, value: unknown, remedy: string): TinyCatsError {
  return new TinyCatsError("invalid-thresholds", `the thresholds can't be used: ${what}`, { value, remedy });
}
