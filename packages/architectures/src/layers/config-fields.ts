import * as v from "valibot";

/** A whole number within bounds. */
export function count(least: number, most: number) {
  return v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
}

/** "kept" has batch normalisation as it was trained; "folded" says that it was multiplied into the convolutions. */
export const batchNormField = v.optional(v.picklist(["kept", "folded"]), "kept");

/** The number added to variances. */
export const epsilonField = v.pipe(v.number(), v.minValue(1e-12), v.maxValue(0.1));
