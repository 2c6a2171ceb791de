import { imageToTensor, normals, purposes, uniforms } from "@tiny-cats/core";
import type { Batch } from "../../step/step.ts";
import type { Example } from "../pictures/picture-batches.ts";
import { type TimeSampling, timeOf } from "./time-sampling.ts";

export interface FlowOptions {
  readonly seed: number;
  /** Side of the pictures. */
  readonly size: number;
  /** Class of an example's label. */
  readonly classOf: (label: string) => number;
  /** The class that stands for none, and how often it takes a label's place. */
  readonly nullClass: number;
  readonly labelDropout: number;
  readonly times: TimeSampling;
  readonly prediction: "sample" | "velocity";
}

/** A model that predicts pictures divides by what is left of the time, no less than this; so its loss is not let grow beyond `LOSS_FLOOR`. */
const VELOCITY_FLOOR = 1e-3;
const LOSS_FLOOR = 0.05;

/**
 * Examples of flow matching from noise x0 to pictures x1: `noise` x_t = t x1 + (1 - t) x0, `timestep` t, `breed`, and what the velocity should be,
 * `target` x1 - x0, with the `weight` of each. Noise, time and whether the label is dropped follow from seed and number of an example.
 *
 * Sources: Lipman et al., "Flow matching for generative modeling", 2023; label dropout: Ho and Salimans, "Classifier-free diffusion guidance", 2022.
 */
export function flowBatch(examples: readonly Example[], options: FlowOptions): Batch {
  const { seed, size, classOf, nullClass, labelDropout, times, prediction } = options;
  const count = examples.length;
  const length = 3 * size * size;
  const x = new Float32Array(count * length);
  const target = new Float32Array(count * length);
  const timestep = new Float32Array(count);
  const weight = new Float32Array(count).fill(1);
  const breed = new BigInt64Array(count);
  const picture = new Float32Array(length);
  const noise = new Float32Array(length);
  for (const [i, example] of examples.entries()) {
    const [atTime, atLabel] = uniforms(seed, { index: example.number, purpose: purposes.mixing, length: 2 });
    normals(seed, { index: example.number, out: noise });
    imageToTensor(example.picture, { out: picture });
    const t = Math.fround(timeOf(atTime, times));
    const left = prediction === "sample" ? Math.max(1 - t, VELOCITY_FLOOR) : 1 - t;
    timestep[i] = t;
    breed[i] = BigInt(atLabel < labelDropout ? nullClass : classOf(example.item.label));
    if (prediction === "sample") weight[i] = (left / Math.max(1 - t, LOSS_FLOOR)) ** 2;
    for (let j = 0, at = i * length; j < length; j++, at++) {
      const mixed = t * picture[j] + (1 - t) * noise[j];
      x[at] = mixed;
      // Where the model's own velocity is held back near t = 1, so is what it should be.
      target[at] = 1 - t >= left ? picture[j] - noise[j] : (picture[j] - mixed) / left;
    }
  }
  return {
    noise: { data: x, shape: [count, 3, size, size] },
    timestep: { data: timestep, shape: [count] },
    breed: { data: breed, shape: [count] },
    target: { data: target, shape: [count, 3, size, size] },
    weight: { data: weight, shape: [count] },
  };
}
