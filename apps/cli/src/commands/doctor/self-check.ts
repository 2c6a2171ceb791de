import type { Classifier, Generator } from "@tiny-cats/core";
import { KNOWN_DRAWING, KNOWN_PROBABILITIES } from "./known-answers.ts";
import { testPicture } from "./test-picture.ts";

/** How far an answer lay from the known one. */
export interface Check {
  ok: boolean;
  largest_difference: number;
}

const PROBABILITY_TOLERANCE = 1e-3;
const PIXEL_TOLERANCE = 2;

/** Whether a classifier says of the test picture what it should. */
export async function checkClassifier(classifier: Classifier, { signal }: { signal: AbortSignal }): Promise<Check> {
  const { predictions } = await classifier.classify(testPicture(), { signal });
  const differences = KNOWN_PROBABILITIES.map((known, id) =>
    Math.abs(known - (predictions.find((each) => each.id === id)?.probability ?? Number.NaN)),
  );
  return judge(differences, PROBABILITY_TOLERANCE);
}

/** Whether a generator draws what it should, by pixels spread over one small drawing. */
export async function checkGenerator(generator: Generator, { signal }: { signal: AbortSignal }): Promise<Check> {
  const { breed, seed, steps, solver, pixels } = KNOWN_DRAWING;
  const drawings = generator.draw([breed], { seed, steps, solver, signal });
  const { value } = await drawings.next();
  const data: Uint8ClampedArray = value ? value.image.data : new Uint8ClampedArray();
  return judge(
    pixels.map(([place, known]) => Math.abs(known - (data[place] ?? Number.NaN))),
    PIXEL_TOLERANCE,
  );
}

function judge(differences: readonly number[], tolerance: number): Check {
  const largest = Math.max(...differences);
  return { ok: largest <= tolerance, largest_difference: largest };
}
