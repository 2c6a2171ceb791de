import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkCount } from "../optimizer/check-count.ts";
import { checkSetting } from "../optimizer/check-setting.ts";

/** How the learning rate goes over a run. */
export interface ScheduleOptions {
  /** The rate after the warm-up. */
  readonly rate: number;
  /** Updates of the whole run. */
  readonly steps: number;
  /** What comes after the warm-up: the same rate, half a cosine down to `minRate`, or a straight line to it at the end. */
  readonly kind?: "constant" | "cosine" | "linear";
  /** Updates over which the rate rises in a straight line; none unless told. One longer than the run is cut to it. */
  readonly warmup?: number;
  /** Share of the rate that the warm-up begins with; 0.01 unless told. */
  readonly warmupFrom?: number;
  /** Where the rate goes to; 0 unless told. */
  readonly minRate?: number;
  /** Share of the run over which "linear" falls; all that the warm-up leaves unless told. */
  readonly decayShare?: number;
}

/** The learning rate as a function of the update. */
export interface Schedule {
  /** With the warm-up as it is after cutting. */
  readonly settings: Readonly<Required<ScheduleOptions>>;
  /** The warm-up that was asked for, where it was longer than the run. */
  readonly cutWarmup?: number;
  /** Rate of update 1, 2, ... */
  at(update: number): number;
}

/**
 * A schedule of the learning rate: PyTorch's LinearLR, followed by a constant rate, CosineAnnealingLR or LinearLR, as its SequentialLR joins
 * them. After the run the rate stays what the last would have come to.
 *
 * Throws `invalid-training-option`.
 */
export function schedule(options: ScheduleOptions): Schedule {
  const { rate, steps, kind = "constant", minRate = 0, warmupFrom = 0.01, warmup: asked = 0, decayShare = 1 } = options;
  checkSetting("rate", rate, { least: 0 });
  checkSetting("minRate", minRate, { least: 0 });
  checkCount("steps", steps, 1);
  checkCount("warmup", asked, 0);
  if (minRate > rate) throw outOfRange("minRate", minRate, `at most the rate, ${rate}`);
  for (const [name, value] of Object.entries({ warmupFrom, decayShare })) {
    if (!(value > 0 && value <= 1)) throw outOfRange(name, value, "above 0, to 1");
  }
  const warmup = Math.min(asked, steps);
  const falling = kind === "linear" ? Math.min(Math.ceil(decayShare * steps), steps - warmup) : steps - warmup;
  const fallAt = steps - falling;
  return {
    settings: { rate, steps, kind, warmup, warmupFrom, minRate, decayShare },
    ...(warmup < asked && { cutWarmup: asked }),
    at(update) {
      const done = update - 1;
      if (done < warmup) return rate * (warmupFrom + ((1 - warmupFrom) * done) / warmup);
      if (kind === "constant" || done < fallAt) return rate;
      const part = falling === 0 ? 1 : Math.min(1, (done - fallAt) / falling);
      const left = kind === "cosine" ? (1 + Math.cos(Math.PI * part)) / 2 : 1 - part;
      return minRate + (rate - minRate) * left;
    },
  };
}

function outOfRange(name: string, value: number, range: string): TinyCatsError {
  return new TinyCatsError("invalid-training-option", `${name} is ${value}`, {
    value,
    remedy: `give a number ${range}.`,
  });
}
