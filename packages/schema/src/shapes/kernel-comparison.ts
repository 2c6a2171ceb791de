import { interval } from "./intervals.ts";
import { dataset, extractor } from "./measured.ts";
import { openObject } from "./open-object.ts";
import { sampler } from "./sampler.ts";
import { count, finite, positiveCount } from "./scalars.ts";

/** Of a model's drawings: the mean over subsets (Binkowski et al. 2018), and the interval of the estimate from all of them. */
const kernelDistance = openObject({ value: finite, interval, n: positiveCount });

/** Kernel distances to the same real pictures, of drawings by two models from the same noise. */
export const kernelComparison = openObject({
  original: kernelDistance,
  quantized: kernelDistance,
  /** The real pictures. */
  reference: dataset,
  extractor,
  /** Of the noise and of the subsets. */
  seed: count,
  /** What both drew with. */
  sampler,
});
