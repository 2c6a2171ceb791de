import type { FeatureSet } from "../features/feature-set.ts";
import type { Work } from "../progress/work.ts";
import { createNearest, type Nearest } from "./nearest.ts";
import { eachPair, type PairBlock } from "./pairs.ts";

/** Squared distances of each row to its nearest others in its own set, the `most` smallest. */
export function* neighbourDistances(set: FeatureSet, most: number): Work<Nearest> {
  const nearest = createNearest(set.count, most);
  const visit = ({ values, stride, firstA, firstB, rowsA, rowsB }: PairBlock) => {
    for (let i = 0; i < rowsA; i++) {
      for (let j = firstA === firstB ? i + 1 : 0; j < rowsB; j++) {
        const distance = values[i * stride + j];
        nearest.offer(firstA + i, distance);
        nearest.offer(firstB + j, distance);
      }
    }
  };
  yield* eachPair(set, set, "distances", visit, { within: true });
  return nearest;
}
