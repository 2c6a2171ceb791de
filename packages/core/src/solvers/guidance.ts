import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkLength } from "./check-velocity.ts";
import type { Velocity } from "./velocity.ts";

const MAX_SCALE = 100;

/** The velocity of labels.length pictures side by side in `x`, each under its own label. Else as `Velocity`, `spent` included. */
export type LabelledVelocity = (
  x: Float32Array,
  t: number,
  labels: readonly number[],
  options: { signal?: AbortSignal; spent?: boolean },
) => Promise<Float32Array> | Float32Array;

/** Which labels guide, how strongly and when. */
export interface GuidanceOptions {
  /** One label a picture. */
  labels: readonly number[];
  /** The label that stands for none. */
  nullClass: number;
  /** 0 to 100: 0 ignores the labels, 1 is no guidance, more exaggerates what the label adds. */
  scale: number;
  /** Guidance acts at times from <= t <= to, elsewhere the labels alone; all times unless told. */
  interval?: readonly [from: number, to: number];
  /** 0 to 1, 0 unless told: how far each picture's velocity gets back the standard deviation it has without guidance. */
  rescale?: number;
}

/**
 * Classifier-free guidance of a velocity: v_null + scale (v_label - v_null), both from one run on x twice over.
 *
 * At scale 1, and outside the interval, `velocity` is run with the labels alone and its answer returned untouched.
 * Sources: Ho and Salimans, "Classifier-free diffusion guidance", 2022; interval: Kynkäänniemi et al., "Applying guidance in a
 * limited interval improves sample and distribution quality in diffusion models", 2024; rescale: Lin et al., "Common diffusion
 * noise schedules and sample steps are flawed", 2024, section 3.4.
 * @throws TinyCatsError "invalid-guidance" at once; "invalid-velocity" when `velocity` answers with another length than asked for
 */
export function guide(velocity: LabelledVelocity, options: GuidanceOptions): Velocity {
  checkGuidance(options);
  const { labels, nullClass, scale, interval: [from, to] = [0, 1], rescale = 0 } = options;
  const both = [...labels, ...labels.map(() => nullClass)];
  return async (x, t, { signal, spent }) => {
    if (scale === 1 || t < from || t > to) return velocity(x, t, labels, { signal, spent });
    const n = x.length;
    checkShare(n, labels);
    const twice = new Float32Array(2 * n);
    twice.set(x);
    twice.set(x, n);
    const v = await velocity(twice, t, both, { signal, spent: true });
    checkLength(v, 2 * n, t);
    const labelled = v.subarray(0, n);
    const guided = new Float32Array(n);
    for (let i = 0; i < n; i++) guided[i] = v[n + i] + scale * (v[i] - v[n + i]);
    if (rescale > 0) matchDeviation(guided, labelled, labels.length, rescale);
    return guided;
  };
}

function checkShare(length: number, labels: readonly number[]): void {
  if (length % labels.length !== 0) {
    throw new TinyCatsError("invalid-guidance", `${length} numbers are not ${labels.length} pictures`, {
      value: labels,
      remedy: "give one label a picture",
    });
  }
}

/** Multiplies each picture by rescale * (its standard deviation in `like` / that in `v`) + 1 - rescale. */
function matchDeviation(v: Float32Array, like: Float32Array, pictures: number, rescale: number): void {
  const size = v.length / pictures;
  for (let start = 0; start < v.length; start += size) {
    const picture = v.subarray(start, start + size);
    const deviation = standardDeviation(picture);
    if (deviation === 0) continue;
    const ratio = standardDeviation(like.subarray(start, start + size)) / deviation;
    const factor = rescale * ratio + 1 - rescale;
    for (let i = 0; i < size; i++) picture[i] *= factor;
  }
}

function standardDeviation(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) * (values[i] - mean);
  return Math.sqrt(squares / values.length);
}

function within(value: number, low: number, high: number): boolean {
  return Number.isFinite(value) && value >= low && value <= high;
}

/** @throws TinyCatsError "invalid-guidance" */
export function checkGuidance({
  labels,
  nullClass,
  scale,
  interval: [from, to] = [0, 1],
  rescale = 0,
}: GuidanceOptions): void {
  const refuse = (message: string, value: unknown, remedy: string) => {
    throw new TinyCatsError("invalid-guidance", message, { value, remedy });
  };
  if (labels.length === 0 || ![...labels, nullClass].every((label) => Number.isInteger(label) && label >= 0)) {
    refuse(
      `labels ${labels} and null class ${nullClass} are no ids`,
      labels,
      "give each picture its label's id, and the null class",
    );
  }
  if (!within(scale, 0, MAX_SCALE)) {
    refuse(`${String(scale)} is not a guidance scale`, scale, `use a number from 0 to ${MAX_SCALE}: 1 is no guidance`);
  }
  if (!within(from, 0, 1) || !within(to, from, 1)) {
    refuse(
      `guidance can't act from time ${String(from)} to ${String(to)}`,
      [from, to],
      "use two numbers from 0 to 1, the smaller first",
    );
  }
  if (!within(rescale, 0, 1)) {
    refuse(`${String(rescale)} is not a guidance rescale`, rescale, "use a number from 0 to 1");
  }
}
