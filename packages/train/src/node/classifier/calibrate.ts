import { epochOrder } from "../pictures/epoch-order.ts";
import { type ClassifierMetrics, classifierMetrics, type Judged } from "./classifier-metrics.ts";
import { fitTemperature } from "./fit-temperature.ts";

/** A temperature, and what it does. */
export interface Calibration {
  readonly temperature: number;
  readonly pictures: number;
  readonly before: ClassifierMetrics;
  /** With each fifth of the pictures at the temperature of the other four: no picture is measured by what was fitted to it. */
  readonly held_out: ClassifierMetrics;
}

const FOLDS = 5;

/**
 * Fits a temperature to measured pictures. What it makes of the same pictures would flatter it; so `held_out` is of five parts by the seed. Fewer pictures than
 * parts leave everything as it is.
 */
export function calibrate(judged: Judged, { seed, other }: { seed: number; other: number }): Calibration {
  const count = judged.labels.length;
  const before = classifierMetrics(judged, { other });
  if (count < FOLDS) return { temperature: 1, pictures: count, before, held_out: before };
  const order = epochOrder(count, { seed, epoch: 0 });
  const folds = Array.from({ length: FOLDS }, (_, fold) => order.filter((_, place) => place % FOLDS === fold));
  const temperatures = new Float64Array(count);
  for (const fold of folds) {
    const rest = folds.filter((one) => one !== fold).flatMap((one) => [...one]);
    const temperature = fitTemperature(judged, rest);
    for (const i of fold) temperatures[i] = temperature;
  }
  return {
    temperature: fitTemperature(judged),
    pictures: count,
    before,
    held_out: classifierMetrics(judged, { other, temperatures }),
  };
}
