import type { Clock } from "./clock.ts";

/** Milliseconds that a call took, until its promise is kept where it returns one. */
export async function timeCall<T>(call: (input: T) => unknown, input: T, clock: Clock): Promise<number> {
  const start = clock.now();
  const answer = call(input);
  // A call that is no promise must not pay for waiting.
  if (typeof (answer as PromiseLike<unknown> | undefined)?.then === "function") await answer;
  return clock.now() - start;
}
