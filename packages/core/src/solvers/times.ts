import { TinyCatsError } from "@tiny-cats/schema/errors";
import { exp } from "../random/elementary/exp.ts";
import { inverseNormal } from "./inverse-normal.ts";

/** How a grid's times lie in [0, 1], as a manifest says it. */
export type TimeGrid =
  | { kind: "uniform" }
  | { kind: "shifted"; shift: number }
  | { kind: "logit-normal"; mean: number; std: number };

/**
 * Times 0 to 1 in `steps` equal intervals.
 *
 * @throws TinyCatsError "invalid-steps" unless `steps` is a whole number from 1 to 1000
 */
export function uniformTimes(steps: number): number[] {
  return grid(steps, (u) => u, { kind: "uniform" });
}

/**
 * Times 0 to 1 moved towards the noise, where `shift` > 1, or towards the picture, where it is below 1.
 *
 * Source: Esser et al., "Scaling rectified flow transformers for high-resolution image synthesis", 2024, section 5.3.2. There time
 * runs from picture to noise, t' = s t / (1 + (s - 1) t); here from noise to picture, u / (1 + (s - 1)(1 - u)).
 * @throws TinyCatsError "invalid-steps", or "invalid-time-grid" unless `shift` is from 0.01 to 100
 */
export function shiftedTimes(steps: number, shift: number): number[] {
  const spec = { kind: "shifted", shift } as const;
  if (!(Number.isFinite(shift) && shift >= 0.01 && shift <= 100))
    throw invalidGrid(spec, "shift must be a number from 0.01 to 100");
  return grid(steps, (u) => u / (1 + (shift - 1) * (1 - u)), spec);
}

/**
 * Times 0 to 1 whose inner ones are the i/steps quantiles of the logit-normal distribution, sigmoid(mean + std z).
 *
 * They crowd around sigmoid(mean), the closer the smaller `std`. Source of the distribution: Esser et al. 2024, section 3.1;
 * their time runs the other way, so their mean m is -m here.
 * @throws TinyCatsError "invalid-steps", or "invalid-time-grid" unless `mean` is finite, `std` finite and above 0, and all times differ
 */
export function logitNormalTimes(steps: number, { mean, std }: { mean: number; std: number }): number[] {
  const spec = { kind: "logit-normal", mean, std } as const;
  if (!Number.isFinite(mean) || !(Number.isFinite(std) && std > 0)) {
    throw invalidGrid(spec, "mean must be a number, std a number above 0");
  }
  return grid(steps, (u) => sigmoid(mean + std * inverseNormal(u)), spec);
}

/**
 * The times of a grid as a manifest describes it; `steps` intervals, from 0 to 1.
 *
 * @throws TinyCatsError "invalid-steps" or "invalid-time-grid"
 */
export function timeGrid(spec: TimeGrid, steps: number): number[] {
  switch (spec.kind) {
    case "uniform":
      return uniformTimes(steps);
    case "shifted":
      return shiftedTimes(steps, spec.shift);
    case "logit-normal":
      return logitNormalTimes(steps, spec);
    default:
      throw invalidGrid(spec, "kind must be uniform, shifted or logit-normal");
  }
}

/**
 * Refuses times that a solver can't follow: they must be at least two, ascending, within [0, 1].
 *
 * @throws TinyCatsError "invalid-times"
 */
export function checkTimes(times: readonly number[]): void {
  const wrong = times.length < 2 ? `there are ${times.length} of them` : orderFault(times);
  if (wrong !== undefined) {
    throw new TinyCatsError("invalid-times", `these times can't be integrated over: ${wrong}`, {
      value: times,
      remedy: "give at least two ascending numbers from 0 to 1, such as timeGrid(spec, steps) makes",
    });
  }
}

function orderFault(times: readonly number[]): string | undefined {
  for (let i = 0; i < times.length; i++) {
    if (!(times[i] >= 0 && times[i] <= 1)) return `number ${i} is ${times[i]}`;
    if (i > 0 && times[i] <= times[i - 1])
      return `number ${i} (${times[i]}) is not above the one before (${times[i - 1]})`;
  }
}

function grid(steps: number, place: (u: number) => number, spec: TimeGrid): number[] {
  if (!Number.isInteger(steps) || steps < 1 || steps > 1000) {
    throw new TinyCatsError("invalid-steps", `${String(steps)} is not a number of steps`, {
      value: steps,
      remedy: "use a whole number from 1 to 1000",
    });
  }
  const times = Array.from({ length: steps + 1 }, (_, i) => (i === 0 ? 0 : i === steps ? 1 : place(i / steps)));
  const fault = orderFault(times);
  if (fault !== undefined) throw invalidGrid(spec, fault);
  return times;
}

/** Beyond 708 the exponential leaves the range of doubles, and the sigmoid is 0 or 1 long before. */
function sigmoid(x: number): number {
  return 1 / (1 + exp(Math.min(708, Math.max(-708, -x))));
}

function invalidGrid(spec: TimeGrid, fault: string): TinyCatsError {
  return new TinyCatsError("invalid-time-grid", `no times can be made of ${JSON.stringify(spec)}: ${fault}`, {
    value: spec,
    remedy: 'use { kind: "uniform" }, a shift from 0.01 to 100, or a logit-normal mean near 0 and std near 1',
  });
}
