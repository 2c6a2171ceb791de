import type { FeatureSet } from "../features/feature-set.ts";
import { createFeatureStatistics, type FeatureStatistics } from "../features/feature-statistics.ts";

/** Statistics of a set that came in batches of so many rows. */
export function statisticsOf(set: FeatureSet, batch = 64): FeatureStatistics {
  const statistics = createFeatureStatistics(set.extractor);
  for (let row = 0; row < set.count; row += batch)
    statistics.add(set.data.subarray(row * set.extractor.dimension, (row + batch) * set.extractor.dimension));
  return statistics;
}
