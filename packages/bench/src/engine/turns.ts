import type { Clock } from "./clock.ts";

const TURN_MS = 50;

/** Lets whatever else waits have its turn now and then, between calls: signals and progress would otherwise starve. */
export function createTurns(clock: Clock, signal: AbortSignal | undefined): () => Promise<void> {
  let last = clock.now();
  return async () => {
    signal?.throwIfAborted();
    if (clock.now() - last < TURN_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    last = clock.now();
  };
}
