import { normalize, preprocess } from "@tiny-cats/core";
import type { Preprocessing } from "@tiny-cats/schema";
import type { Batch } from "../../step/step.ts";
import type { Example } from "../pictures/picture-batches.ts";
import { drawMixing, type Mixing } from "./draw-mixing.ts";

export interface ClassifierBatchOptions {
  readonly seed: number;
  readonly classes: number;
  readonly classOf: (label: string) => number;
  readonly preprocessing: Preprocessing;
  /** Whether pictures come as large as the network takes them; else they are prepared as for measuring. */
  readonly isCut: boolean;
  /** Of the distribution Beta(mixup, mixup) by which a batch is mixed with itself in another order; 0 for none. */
  readonly mixup: number;
}

/**
 * Pictures and what is true of them: `pixel_values` [batch, 3, S, S] and `target` [batch, labels], probabilities. What is mixed with what, and how
 * far, follows from the seed and the number of the first example.
 *
 * Source of mixing: Zhang et al., "mixup: Beyond empirical risk minimization", 2018.
 */
export function classifierBatch(examples: readonly Example[], options: ClassifierBatchOptions): Batch {
  const { seed, classes, classOf, preprocessing, isCut, mixup } = options;
  const { width, height } = preprocessing.crop;
  const count = examples.length;
  const length = 3 * width * height;
  const pixels = new Float32Array(count * length);
  const target = new Float32Array(count * classes);
  for (const [i, { picture, item }] of examples.entries()) {
    const out = pixels.subarray(i * length, (i + 1) * length);
    if (isCut) normalize(picture, preprocessing, { out });
    else preprocess(picture, preprocessing, { out });
    target[i * classes + classOf(item.label)] = 1;
  }
  const mixing = mixup > 0 ? drawMixing(count, mixup, { seed, index: examples[0].number }) : undefined;
  const batch = (data: Float32Array, shape: readonly number[]) => ({
    data: mixing ? mixed(data, mixing) : data,
    shape: [count, ...shape],
  });
  return { pixel_values: batch(pixels, [3, height, width]), target: batch(target, [classes]) };
}

/** Each row times its share, and the row in its place in the order times the rest. */
function mixed(data: Float32Array, { share, order }: Mixing): Float32Array {
  const length = data.length / order.length;
  const result = new Float32Array(data.length);
  for (const [i, other] of order.entries()) {
    const [own, far] = [i * length, other * length];
    for (let j = 0; j < length; j++) result[own + j] = share * data[own + j] + (1 - share) * data[far + j];
  }
  return result;
}
