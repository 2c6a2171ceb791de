import type { Answers } from "./peers.ts";

export interface Comparison {
  pictures: number;
  /** Pictures that only one side answered for. */
  missing: string[];
  /** Pictures whose most probable class differs. */
  different: string[];
  /** The largest difference of one class's probability, and where. */
  largestGap: number;
  largestGapAt: string;
}

function best(probabilities: readonly number[]): number {
  return probabilities.indexOf(Math.max(...probabilities));
}

/** Holds two sets of answers against each other, picture by picture. */
export function compare(ours: Answers, theirs: Answers): Comparison {
  const result: Comparison = { pictures: theirs.size, missing: [], different: [], largestGap: 0, largestGapAt: "" };
  for (const file of new Set([...ours.keys(), ...theirs.keys()])) {
    const a = ours.get(file);
    const b = theirs.get(file);
    if (!a || !b) {
      result.missing.push(file);
      continue;
    }
    if (best(a) !== best(b)) result.different.push(file);
    const gap = Math.max(...a.map((value, id) => Math.abs(value - b[id])));
    if (!(gap <= result.largestGap)) Object.assign(result, { largestGap: gap, largestGapAt: file });
  }
  return result;
}
