import { TinyCatsError } from "@tiny-cats/schema/errors";

/** @throws TinyCatsError "too-few-samples" where there are fewer than a metric can be had from. */
export function checkCount(count: number, least: number, metric: string): void {
  if (count >= least) return;
  throw new TinyCatsError("too-few-samples", `${metric} can't be had from ${count} samples`, {
    value: count,
    remedy: `give at least ${least}`,
  });
}
