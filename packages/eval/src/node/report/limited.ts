import { checkWhole } from "../../features/check-option.ts";
import { randomSubset } from "../../sampling/random-indices.ts";

/** `limit` things at random, by seed, in the order given; all of them where there are no more. @throws TinyCatsError "invalid-metric-option" or "invalid-seed" */
export function limited<T>(all: readonly T[], limit: number | undefined, seed: number): T[] {
  if (limit === undefined) return [...all];
  checkWhole("limit", limit, 1);
  const chosen = randomSubset(Math.min(limit, all.length), all.length, { seed, index: 0 });
  return [...chosen].sort((a, b) => a - b).map((i) => all[i]);
}
