import { TinyCatsError } from "@tiny-cats/schema/errors";
import { doWork, type WorkOptions } from "../progress/do-work.ts";
import { bootstrapMean } from "../sampling/bootstrap-mean.ts";
import type { BootstrapOptions, Interval } from "../sampling/interval.ts";

/** Whether each item was told rightly, by a name or hash that two classifiers' items share. */
export type Outcomes = ReadonlyMap<string, boolean>;

/** What two classifiers did on the same items. */
export interface PairedAccuracy {
  /** Of b's accuracy less a's: percentiles of a bootstrap over items. */
  interval: Interval;
  /** Items that one alone told rightly. */
  onlyA: number;
  onlyB: number;
}

/**
 * The interval of the difference of two accuracies, item by item: much narrower than from two intervals, since most items are easy for both or hard for both.
 *
 * @throws TinyCatsError "predictions-mismatch" unless both hold the same items, and come to the accuracies given
 */
export async function pairedAccuracy(
  { a, b }: { a: Outcomes; b: Outcomes },
  accuracies: { a: number; b: number },
  { bootstrap, ...work }: WorkOptions & { bootstrap?: BootstrapOptions } = {},
): Promise<PairedAccuracy> {
  const stranger = [...a.keys()].find((key) => !b.has(key)) ?? [...b.keys()].find((key) => !a.has(key));
  if (stranger !== undefined || a.size === 0)
    throw mismatch(stranger === undefined ? "there are none" : `${stranger} is in one alone`, stranger);
  for (const [name, outcomes] of Object.entries({ a, b })) {
    const found = [...outcomes.values()].filter(Boolean).length / outcomes.size;
    const told = accuracies[name as "a" | "b"];
    if (Math.abs(found - told) > 1e-9)
      throw mismatch(`those of ${name} come to an accuracy of ${found}, its report says ${told}`, [found, told]);
  }
  const differences = [...a].map(([key, right]) => Number(b.get(key)) - Number(right));
  return {
    interval: await doWork(bootstrapMean(differences, bootstrap), work),
    onlyA: differences.filter((difference) => difference < 0).length,
    onlyB: differences.filter((difference) => difference > 0).length,
  };
}

function mismatch(message: string, value: unknown): TinyCatsError {
  return new TinyCatsError("predictions-mismatch", `the predictions do not fit: ${message}`, {
    value,
    remedy: "give the predictions that were written with each report, a's first",
  });
}
