import type { Classification, Classifier } from "@tiny-cats/core";
import type { Picture } from "@tiny-cats/core/node";
import type { Input } from "../../inputs/expand-inputs.ts";

/** What came of one input. */
export type Outcome = { name: string; classification: Classification } | { name: string; error: unknown };

export interface ClassifyInputsOptions {
  /** What the classifier is given for an input. */
  read: (input: Input) => Promise<Picture>;
  signal: AbortSignal;
  batchSize: number;
}

/** Classifies inputs in their order. One that can't be read is an outcome like another; the rest is done. */
export async function* classifyInputs(
  classifier: Classifier<Picture>,
  inputs: readonly Input[],
  { read, signal, batchSize }: ClassifyInputsOptions,
): AsyncGenerator<Outcome> {
  // The inputs taken and not yet answered, in order; an `error` is what came of one.
  const order: { name: string; error?: unknown }[] = [];
  const given: { name: string; error?: unknown }[] = [];

  async function attempt(input: Input): Promise<{ picture: Picture } | { error: unknown }> {
    try {
      return { picture: await read(input) };
    } catch (error) {
      signal.throwIfAborted();
      return { error };
    }
  }

  async function* pictures(): AsyncGenerator<Picture> {
    for (const input of inputs) {
      const tried = await attempt(input);
      const taken = "error" in tried ? { name: input.name, error: tried.error } : { name: input.name };
      order.push(taken);
      if ("error" in tried) continue;
      given.push(taken);
      yield tried.picture;
    }
  }

  function* failures(): Generator<Outcome> {
    while (order.length > 0 && "error" in order[0]) yield order.shift() as { name: string; error: unknown };
  }

  const onUnreadable = (error: unknown, place: number) => {
    given[place].error = error;
  };
  for await (const classification of classifier.classifyAll(pictures(), { signal, batchSize, onUnreadable })) {
    yield* failures();
    yield { name: order.shift()!.name, classification };
  }
  yield* failures();
}
