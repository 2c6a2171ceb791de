import { TinyCatsError } from "@tiny-cats/schema/errors";

/** A target of `length` numbers: the one given, or a new one. @throws TinyCatsError "invalid-tensor" where the given one has another length. */
export function tensorTarget(out: Float32Array | undefined, length: number): Float32Array {
  checkTensorLength(out?.length ?? length, length);
  return out ?? new Float32Array(length);
}

/** @throws TinyCatsError "invalid-tensor" where a tensor doesn't have the length of its picture. */
export function checkTensorLength(actual: number, length: number): void {
  if (actual === length) return;
  throw new TinyCatsError(
    "invalid-tensor",
    `a tensor of ${actual} numbers does not hold the ${length} of this picture`,
    {
      value: actual,
      remedy: "give 3 * height * width numbers: take a subarray of a batch's data to read or write one picture of it",
    },
  );
}
