import { TinyCatsError } from "@tiny-cats/schema/errors";

/** What was lost, of what, and what was allowed. */
export interface LossOverBound {
  readonly metric: string;
  readonly loss: number;
  readonly maxLoss: number;
  /** Nodes that were left as they are. */
  readonly skip: readonly string[];
}

/** The error `quantization-loss`. */
export function quantizationLoss({ metric, loss, maxLoss, skip }: LossOverBound): TinyCatsError {
  return new TinyCatsError(
    "quantization-loss",
    `quantizing costs ${loss.toPrecision(3)} of ${metric}, more than the ${Number(maxLoss.toPrecision(3))} allowed`,
    {
      value: { loss, maxLoss, metric, skip },
      remedy: "try another method, one scale for each feature, or ranges by percentile; or allow a larger loss",
    },
  );
}
