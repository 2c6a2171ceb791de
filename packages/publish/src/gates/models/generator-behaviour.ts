import { findSolver, guide, normals, type RgbImage, tensorToImage, timeGrid } from "@tiny-cats/core";
import type { GenerationManifest } from "@tiny-cats/schema";
import type { PublishedModel } from "../folder/open-model.ts";
import type { GateContext, Verdict } from "../gate.ts";
import { failed, passed } from "../verdicts.ts";
import { requireModestSize } from "./require-modest-size.ts";
import { velocityOf } from "./velocity-of.ts";

const REMEDY = "publish a trained generator: this one draws as a stand-in does";
const [EARLY, MIDDLE, LATE] = [0.1, 0.5, 0.9];

/**
 * What a generator predicts is not zero, and changes with time and breed; its drawings of two breeds from one noise differ, and so do those of one breed from two.
 * Of a network that predicts the picture, the picture is looked at: its velocity changes with time by itself.
 */
export async function generatorBehaviour(model: PublishedModel, context: GateContext): Promise<Verdict> {
  const { thresholds, pool, signal } = context;
  requireModestSize(model);
  const { generation } = model.manifest as GenerationManifest;
  const { image_size: side, drawable, prediction } = generation;
  const stop = signal ? { signal } : {};
  const size = 3 * side * side;
  const [first, second] = [drawable[0], drawable[1] ?? drawable[0]];
  await using field = await velocityOf(model, side, { pool, ...stop });
  const noise = normals(0, { index: 0, length: size });
  const predicted = async (t: number, breed: number) => {
    const v = await field.velocity(noise, t, [breed], stop);
    return prediction === "velocity" ? v : v.map((one, i) => noise[i] + (1 - t) * one);
  };

  const velocity = await field.velocity(noise, MIDDLE, [first], stop);
  const strength = rootMeanSquare(velocity);
  const least = thresholds.min_velocity_change;
  // Not a number, too, is no strength.
  if (!(strength >= least))
    return failed(`its velocity is ${strength === 0 ? "zero" : `no more than ${strength}`}: noise stays what it is`, {
      value: Number.isFinite(strength) ? strength : "not finite",
      threshold: least,
      remedy: REMEDY,
    });
  const early = await predicted(EARLY, first);
  const byTime = change(early, await predicted(LATE, first));
  if (!(byTime >= least))
    return failed("what it predicts does not change with time", { value: byTime, threshold: least, remedy: REMEDY });
  const breeds = first !== second;
  const byBreed = breeds ? change(early, await predicted(EARLY, second)) : 1;
  if (!(byBreed >= least))
    return failed("what it predicts does not change with the breed", {
      value: byBreed,
      threshold: least,
      remedy: REMEDY,
    });

  const [one, other, elsewhere] = await draw(field, generation, [first, second, first], stop);
  const threshold = thresholds.min_drawing_difference;
  const between = breeds ? difference(one, other) : Number.POSITIVE_INFINITY;
  if (!(between >= threshold))
    return failed("its drawings of two breeds from one noise are the same", {
      value: between,
      threshold,
      remedy: REMEDY,
    });
  const value = difference(one, elsewhere);
  if (!(value >= threshold))
    return failed("its drawings of one breed from two noises are the same", { value, threshold, remedy: REMEDY });
  return passed(
    `two breeds from one noise differ by ${Number.isFinite(between) ? between.toFixed(1) : "nothing (it has one)"} of 255, one breed from two noises by ${value.toFixed(1)}`,
    { value: Math.min(between, value), threshold },
  );
}

/** Drawings as the manifest recommends; the last is from another noise than those before. */
async function draw(
  { velocity }: Awaited<ReturnType<typeof velocityOf>>,
  { image_size: side, null_class: nullClass, sampler }: GenerationManifest["generation"],
  labels: readonly number[],
  options: { signal?: AbortSignal },
): Promise<RgbImage[]> {
  const size = 3 * side * side;
  const x = new Float32Array(labels.length * size);
  for (const i of labels.keys())
    normals(0, { index: i + 1 < labels.length ? 0 : 1, out: x.subarray(i * size, (i + 1) * size) });
  const { scale, interval, rescale } = sampler.guidance;
  const guided = guide(velocity, { labels, nullClass, scale, interval, rescale });
  const { solve } = findSolver(sampler.solver);
  const clean = await solve(guided, x, timeGrid(sampler.times, sampler.steps), options);
  return labels.map((_, i) => tensorToImage(clean.subarray(i * size, (i + 1) * size), { width: side, height: side }));
}

function rootMeanSquare(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

/** How far the second is from the first, of the first's root mean square. */
function change(a: Float32Array, b: Float32Array): number {
  return rootMeanSquare(a.map((value, i) => value - b[i])) / (rootMeanSquare(a) || 1);
}

function difference(a: RgbImage, b: RgbImage): number {
  return a.data.reduce((sum, value, i) => sum + Math.abs(value - b.data[i]), 0) / a.data.length;
}
