import { isTinyCatsError } from "@tiny-cats/schema/errors";
import fc from "fast-check";
import { fuzzLanguageGraph, fuzzTokenizer } from "./fuzz-language.ts";
import { fuzzPredictions } from "./fuzz-predictions.ts";
import { fuzzRecords } from "./fuzz-records.ts";

/** A parser to be given what strangers might. */
export interface FuzzSubject<T> {
  /** What is damaged with knowledge of the format. */
  input: fc.Arbitrary<T>;
  /** All that comes of them: a fuzzer that only ever sees one refusal tests nothing. */
  reached: readonly string[];
  /** Reads one, and says in a word what came of it; throws where what it gives out is not what it promises. */
  read(input: T): string;
}

const SUBJECTS = {
  records: fuzzRecords,
  predictions: fuzzPredictions,
  tokenizer: fuzzTokenizer,
  "language graph": fuzzLanguageGraph,
} as const satisfies Readonly<Record<string, FuzzSubject<unknown>>>;

export type SubjectName = keyof typeof SUBJECTS;

export const SUBJECT_NAMES = Object.keys(SUBJECTS) as SubjectName[];

/** Gives a parser so many inputs by the seed, and counts what came of them, by its word or the error's code. */
export function fuzz(name: SubjectName, seed: number, numRuns: number) {
  const { input, read, reached } = SUBJECTS[name] as FuzzSubject<unknown>;
  const outcomes = new Map<string, number>();
  fc.assert(
    fc.property(input, (given) => {
      const outcome = outcomeOf(() => read(given));
      if (!reached.includes(outcome)) throw new Error(`it came to ${outcome}`);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }),
    { seed, numRuns },
  );
  return { outcomes, reached };
}

function outcomeOf(read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (isTinyCatsError(error) && error.remedy !== "" && error.message.length < 1000) return error.code;
    throw error;
  }
}
