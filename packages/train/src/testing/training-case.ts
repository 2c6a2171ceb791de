import { fill, unit } from "../../../../tooling/golden/fill.ts";
import { readVectors } from "../../../../tooling/golden/read-vectors.ts";
import type { Batch } from "../step/step.ts";

/** How weights differ from what their names are filled with, see tooling/golden/scripts/training-steps.py. */
interface BeginRule {
  readonly part: string;
  readonly without?: string;
  readonly axes?: 1 | 2;
  readonly times?: number;
  readonly plus?: number;
}

export interface TensorSummary {
  readonly rms: number;
  readonly sum: number;
  /** Root mean square of the difference from the beginning. */
  readonly moved?: number;
  readonly at8: readonly number[];
}

/** What is trained in PyTorch, in float64, and what it came to. */
export interface TrainingStart {
  readonly config: object;
  readonly batch: number;
  readonly begin: readonly BeginRule[];
  readonly optimizer: {
    readonly kind: "adamw" | "sgd";
    readonly lr: number;
    readonly betas: readonly [number, number];
    readonly eps: number;
    readonly weight_decay: number;
    readonly momentum: number;
    readonly clip?: number;
    readonly ema?: number;
  };
  readonly weights: Readonly<Record<string, TensorSummary>>;
}

/** Fifty steps of it. */
export interface TrainingCase extends TrainingStart {
  /** Elements [from, to) that no loss depends on. */
  readonly undetermined: Readonly<Record<string, readonly [number, number]>>;
  readonly label_smoothing: number;
  readonly class_weights: readonly number[];
  readonly sequence: number;
  readonly learning_rates: readonly number[];
  readonly losses: readonly number[];
  readonly norms: readonly number[];
  readonly ema?: Readonly<Record<string, TensorSummary>>;
}

/** The cases of tooling/golden/scripts/training-steps.py by name. */
export const { cases: trainingCases, accumulation } = readVectors<{
  cases: Readonly<Record<string, TrainingCase>>;
  /** One step of one batch. */
  accumulation: TrainingStart & { readonly loss: number; readonly norm: number };
}>("training-steps");

/** What a weight begins with. */
export function beginning(name: string, shape: readonly number[], rules: readonly BeginRule[]): Float32Array {
  const values = Float64Array.from(fill(name, shape));
  for (const { part, without, axes, times = 1, plus = 0 } of rules) {
    const fits = name.includes(part) && !(without !== undefined && name.includes(without));
    if (!fits || (axes !== undefined && axes !== Math.min(shape.length, 2))) continue;
    for (let i = 0; i < values.length; i++) values[i] = values[i] * times + plus;
  }
  return Float32Array.from(values);
}

const numbers = (name: string, count: number, scale: number) =>
  Float64Array.from(unit(name, count), (u) => (u - 0.5) * scale);

function labels(name: string, step: number, count: number, classes: number): number[] {
  return Array.from(unit(`${name} labels ${step}`, count), (u) => Math.floor(u * classes));
}

/** Pictures [count, 3, side, side] of the labels: squares of colour with grain. */
function pictures(name: string, step: number, of: readonly number[], side: number): Float64Array {
  const out = numbers(`${name} grain ${step}`, of.length * 3 * side * side, 2).map((x) => 0.25 * x);
  const square = side / 8;
  const blocks = of.map((label) => numbers(`picture ${label}`, 3 * 64, 2));
  return out.map((grain, i) => {
    const [x, y] = [i % side, Math.floor(i / side) % side];
    const [channel, picture] = [Math.floor(i / side ** 2) % 3, Math.floor(i / side ** 2 / 3)];
    return 0.75 * blocks[picture][channel * 64 + Math.floor(y / square) * 8 + Math.floor(x / square)] + grain;
  });
}

const int64 = (values: readonly number[]) => BigInt64Array.from(values, BigInt);

/** Noise, time, breed and the wanted velocity of a step. */
export function flowBatch(name: string, step: number, count: number, side: number): Batch {
  const breeds = labels(name, step, count, 14);
  const x1 = pictures(name, step, breeds, side);
  const x0 = numbers(`${name} noise ${step}`, x1.length, 4);
  const times = Float64Array.from(unit(`${name} time ${step}`, count), (u) => Math.floor(u * 896) / 1024);
  const size = 3 * side * side;
  const shape = [count, 3, side, side];
  const at = (i: number) => times[Math.floor(i / size)];
  return {
    noise: { data: Float32Array.from(x1, (x, i) => (1 - at(i)) * x0[i] + at(i) * x), shape },
    timestep: { data: Float32Array.from(times), shape: [count] },
    breed: { data: int64(breeds), shape: [count] },
    target: { data: Float32Array.from(x1, (x, i) => x - x0[i]), shape },
  };
}

/** Pictures and labels of a step; five batches again and again. */
export function pictureBatch(name: string, step: number, count: number, side: number): Batch {
  const of = labels(name, step % 5, count, 13);
  return {
    pixel_values: { data: Float32Array.from(pictures(name, step % 5, of, side)), shape: [count, 3, side, side] },
    labels: { data: int64(of), shape: [count] },
  };
}

/** Tokens and those that follow. */
export function tokenBatch(name: string, step: number, count: number, sequence: number): Batch {
  const rows = Array.from(unit(`${name} start ${step}`, count), (u) => {
    const row = [Math.floor(u * 97)];
    while (row.length <= sequence) row.push((5 * row[row.length - 1] + 7) % 97);
    return row;
  });
  const tokens = (from: number) => ({
    data: int64(rows.flatMap((row) => row.slice(from, from + sequence))),
    shape: [count, sequence],
  });
  return { input_ids: tokens(0), labels: tokens(1) };
}

/** A tensor without the elements that no loss depends on. */
export function determined(values: Float32Array, [from, to]: readonly [number, number] = [0, 0]): Float32Array {
  if (from === to) return values;
  const kept = new Float32Array(values.length - (to - from));
  kept.set(values.subarray(0, from));
  kept.set(values.subarray(to), from);
  return kept;
}

/** What a case holds of a tensor. */
export function summarize(name: string, values: Float32Array): TensorSummary {
  const places = Array.from(unit(`${name} places`, 8), (u) => Math.floor(u * values.length));
  return {
    rms: Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length),
    sum: values.reduce((sum, x) => sum + x, 0),
    at8: places.map((place) => values[place]),
  };
}
