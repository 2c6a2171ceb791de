import type { Classification, Classifier, RgbImage } from "@tiny-cats/core";
import type { Input } from "../../inputs/expand-inputs.ts";
import { mapAhead } from "../../inputs/map-ahead.ts";

/** What came of one input. */
export type Outcome = { name: string; classification: Classification } | { name: string; error: unknown };

export interface ClassifyInputsOptions {
  decode: (input: Input) => Promise<RgbImage>;
  signal: AbortSignal;
  batchSize: number;
  /** Pictures decoded at once, ahead of the model. */
  ahead?: number;
}

/** Classifies inputs in their order. One that can't be read is an outcome like another; the rest is done. */
export async function* classifyInputs(
  classifier: Classifier,
  inputs: readonly Input[],
  { decode, signal, batchSize, ahead = 4 }: ClassifyInputsOptions,
): AsyncGenerator<Outcome> {
  // What the classifier was fed and what it was not, in order: its answers are matched to names by it.
  const order: ({ name: string } | { name: string; error: unknown })[] = [];

  async function attempt(input: Input): Promise<{ name: string; image: RgbImage } | { name: string; error: unknown }> {
    try {
      return { name: input.name, image: await decode(input) };
    } catch (error) {
      signal.throwIfAborted();
      return { name: input.name, error };
    }
  }

  async function* pictures(): AsyncGenerator<RgbImage> {
    for await (const decoded of mapAhead(inputs, ahead, attempt)) {
      order.push("error" in decoded ? decoded : { name: decoded.name });
      if ("image" in decoded) yield decoded.image;
    }
  }

  function* failures(): Generator<Outcome> {
    while (order.length > 0 && "error" in order[0]) yield order.shift() as { name: string; error: unknown };
  }

  for await (const classification of classifier.classifyAll(pictures(), { signal, batchSize })) {
    yield* failures();
    yield { name: order.shift()!.name, classification };
  }
  yield* failures();
}
