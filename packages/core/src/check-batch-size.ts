import { TinyCatsError } from "@tiny-cats/schema/errors";

/** @throws TinyCatsError "invalid-batch-size" for anything but a whole number from 1 to 256. */
export function checkBatchSize(batchSize: number): number {
  if (Number.isInteger(batchSize) && batchSize >= 1 && batchSize <= 256) return batchSize;
  throw new TinyCatsError("invalid-batch-size", `a batch can't hold ${batchSize} pictures`, {
    value: batchSize,
    remedy: "use a whole number from 1 to 256",
  });
}
