import { checkCount } from "../../optimizer/check-count.ts";
import { checkSetting } from "../../optimizer/check-setting.ts";
import type { ModelTrainingOptions } from "./model-training-options.ts";

/** Refuses sizes and shares that no run has. Throws `invalid-training-option`. */
export function checkRun(
  options: Pick<ModelTrainingOptions, "epochs" | "accumulate"> & { batchSize: number; valSplit: number },
): void {
  const { batchSize, valSplit, epochs = 1, accumulate = 1 } = options;
  for (const [name, value] of Object.entries({ batchSize, epochs, accumulate })) checkCount(name, value, 1);
  checkSetting("valSplit", valSplit, { least: 0, below: 1 });
}
