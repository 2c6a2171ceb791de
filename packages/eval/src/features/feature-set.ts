import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkExtractor, type Extractor } from "./extractor.ts";

/** Features of pictures, a row each. */
export interface FeatureSet {
  extractor: Extractor;
  /** count x dimension, row by row. */
  data: Float32Array | Float64Array;
  count: number;
}

/**
 * Features and the network they came from; `data` is not copied.
 *
 * @throws TinyCatsError "invalid-extractor", "feature-shape" or "non-finite-features"
 */
export function featureSet(data: Float32Array | Float64Array, extractor: Extractor): FeatureSet {
  checkExtractor(extractor);
  const { dimension } = extractor;
  if (data.length % dimension !== 0)
    throw new TinyCatsError("feature-shape", `${data.length} numbers are not rows of ${dimension} features`, {
      value: { length: data.length, dimension },
      remedy: "give count * dimension numbers, row by row",
    });
  const broken = data.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0)
    throw new TinyCatsError(
      "non-finite-features",
      `feature ${broken % dimension} of row ${Math.floor(broken / dimension)} is ${data[broken]}`,
      { value: data[broken], remedy: "find the picture or the network that made it" },
    );
  return { extractor, data, count: data.length / dimension };
}
