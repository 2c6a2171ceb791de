import type { Value } from "../../build/value.ts";

const variances = new WeakSet<Value>();

/** Marks a variance as that of the very data that it normalises, which has the mean taken off. */
export function markBatchVariance(value: Value): void {
  variances.add(value);
}

/** Whether a value is the variance of the centred data beside it. */
export function isBatchVariance(value: Pick<Value, "dtype" | "shape">): boolean {
  return variances.has(value as Value);
}
