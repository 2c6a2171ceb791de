import type { Classifier, Prediction } from "@tiny-cats/core";
import type { DrawnFile } from "@tiny-cats/core/drawings";

/** What the classifier sees in a drawing, whatever was meant. */
export interface Verdict {
  drawing: DrawnFile;
  /** Its most probable class. */
  seen: Prediction;
  agrees: boolean;
  /** How probable it holds the breed that was drawn. */
  probability: number;
}

/** Asks the classifier about drawings, in their order. */
export async function verdicts(
  classifier: Classifier,
  drawn: readonly DrawnFile[],
  { signal }: { signal: AbortSignal },
): Promise<Verdict[]> {
  const found: Verdict[] = [];
  for await (const { predictions } of classifier.classifyAll(
    drawn.map(({ image }) => image),
    { signal, batchSize: 12 },
  )) {
    const drawing = drawn[found.length];
    const { breed } = drawing.settings;
    const probability = predictions.find(({ label }) => label === breed)?.probability ?? 0;
    found.push({ drawing, seen: predictions[0], agrees: predictions[0].label === breed, probability });
  }
  return found;
}
