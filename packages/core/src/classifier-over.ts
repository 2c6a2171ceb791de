import type { ClassificationManifest } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { batches } from "./batches.ts";
import { checkBatchSize } from "./check-batch-size.ts";
import type { Classification, Classifier } from "./classifier.ts";
import type { Session } from "./session.ts";
import { softmax } from "./softmax.ts";

/** What came of a batch: the logits of the pictures that could be read, side by side, and why the others could not, by their places in the batch, ascending. */
interface BatchAnswer {
  logits: Float32Array;
  unreadable: { place: number; error: unknown }[];
}

/** How a classifier gets its answers. */
export interface ClassifierSource<Picture> {
  answer(pictures: readonly Picture[], options: { signal?: AbortSignal }): Promise<BatchAnswer>;
  /** Batches asked for while one is awaited; none unless told. */
  ahead?: number;
}

/** A classifier over anything that answers batches of pictures with logits. */
export function classifierOver<Picture>(
  session: Pick<Session, "runtime" | "provider" | "dispose">,
  manifest: ClassificationManifest,
  { answer, ahead = 0 }: ClassifierSource<Picture>,
): Classifier<Picture> {
  const { labels } = manifest;
  const other = labels.indexOf("Other");

  function classification(logits: Float32Array): Classification {
    if (!logits.every(Number.isFinite)) {
      throw new TinyCatsError("non-finite-logits", "the classifier's output holds NaN or infinite values", {
        value: Array.from(logits),
        remedy: "the model is damaged or was not trained to an end: use another one",
      });
    }
    const probabilities = softmax(logits);
    const predictions = labels.map((label, id) => ({ id, label, probability: probabilities[id] }));
    predictions.sort((a, b) => b.probability - a.probability || a.id - b.id);
    return { predictions, catProbability: other < 0 ? undefined : 1 - probabilities[other], logits };
  }

  /** What a batch comes to, in its order. */
  function* outcomes({ logits, unreadable }: BatchAnswer, count: number) {
    const errors = new Map(unreadable.map(({ place, error }) => [place, error]));
    let row = 0;
    for (let place = 0; place < count; place++) {
      if (errors.has(place)) yield { error: errors.get(place) };
      else yield { found: classification(logits.slice(row * labels.length, ++row * labels.length)) };
    }
  }

  return {
    manifest,
    labels,
    runtime: session.runtime,
    provider: session.provider,
    async classify(picture, { signal } = {}) {
      signal?.throwIfAborted();
      const [outcome] = outcomes(await answer([picture], { signal }), 1);
      if ("error" in outcome) throw outcome.error;
      return outcome.found;
    },
    async *classifyAll(pictures, { signal, batchSize = 8, onUnreadable } = {}) {
      let place = 0;
      async function* finish({ asked, count }: { asked: Promise<BatchAnswer>; count: number }) {
        for (const outcome of outcomes(await asked, count)) {
          if (!("error" in outcome)) yield outcome.found;
          else if (onUnreadable) onUnreadable(outcome.error, place);
          else throw outcome.error;
          place++;
        }
      }
      const pending: { asked: Promise<BatchAnswer>; count: number }[] = [];
      for await (const batch of batches(pictures, checkBatchSize(batchSize))) {
        signal?.throwIfAborted();
        const asked = answer(batch, { signal });
        // It is awaited in its turn; until then a failure must not count as unhandled.
        asked.catch(() => undefined);
        pending.push({ asked, count: batch.length });
        if (pending.length > ahead) yield* finish(pending.shift()!);
      }
      for (const batch of pending) yield* finish(batch);
    },
    dispose: () => session.dispose(),
    [Symbol.asyncDispose]: () => session.dispose(),
  };
}
