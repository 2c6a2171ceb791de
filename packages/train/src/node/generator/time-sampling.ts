import { inverseNormal } from "@tiny-cats/core";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** How times in (0, 1) are drawn: evenly, or as the logistic function of a normal number. */
export type TimeSampling =
  | { readonly kind: "uniform" }
  | { readonly kind: "logit-normal"; readonly mean: number; readonly std: number };

/** Rather more noise than picture, where breeds are told apart. */
const MEAN = "-0.4";
const STD = "1";

/**
 * The time that an even draw of (0, 1) comes to.
 *
 * Source of logit-normal times: Esser et al., "Scaling rectified flow transformers for high-resolution image synthesis", 2024, section 3.1.
 */
export function timeOf(draw: number, sampling: TimeSampling): number {
  if (sampling.kind === "uniform") return draw;
  return 1 / (1 + Math.exp(-(sampling.mean + sampling.std * inverseNormal(draw))));
}

/**
 * Reads "uniform", "logit-normal" (mean -0.4, deviation 1) or "logit-normal:<mean>,<deviation>".
 *
 * @throws TinyCatsError "invalid-training-option"
 */
export function parseTimeSampling(text: string): TimeSampling {
  if (text === "uniform") return { kind: "uniform" };
  const found = /^logit-normal(?::([^,]+),([^,]+))?$/.exec(text);
  const [mean, std] = [Number(found?.[1] ?? MEAN), Number(found?.[2] ?? STD)];
  if (found && Math.abs(mean) <= 10 && std > 0 && std <= 10) return { kind: "logit-normal", mean, std };
  throw new TinyCatsError("invalid-training-option", `times can't be drawn as "${text}"`, {
    value: text,
    remedy: 'use "uniform", "logit-normal" or "logit-normal:<mean>,<deviation>": -10 to 10, and above 0 to 10',
  });
}
