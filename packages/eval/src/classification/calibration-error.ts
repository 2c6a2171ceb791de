import type { JudgedRows } from "./judged-rows.ts";

/**
 * The expected calibration error of `bins` bins of equal width: the mean over items of how far their bin's accuracy is from its confidence
 * (Guo et al., "On calibration of modern neural networks", 2017). As in torchmetrics, a bin holds its lower edge, and confidence 1 is a bin of its own.
 */
export function calibrationError(rows: JudgedRows, bins: number, chosen: Int32Array): number {
  const gaps = new Float64Array(bins + 1);
  for (const i of chosen) {
    const { confidence, labels, predicted } = rows;
    gaps[Math.floor(confidence[i] * bins)] += Number(labels[i] === predicted[i]) - confidence[i];
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / chosen.length;
}
