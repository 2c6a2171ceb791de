/** A signal that aborts once all of `signals` have, with the last one's reason: never where one of them is none. `release` lets go of them. */
export function allAborted(signals: readonly (AbortSignal | undefined)[]): {
  signal: AbortSignal | undefined;
  release(): void;
} {
  const known = signals.filter((signal) => signal !== undefined);
  if (known.length < signals.length) return { signal: undefined, release: () => undefined };
  const all = new AbortController();
  function check(): void {
    if (known.every(({ aborted }) => aborted)) all.abort(known.at(-1)?.reason);
  }
  for (const signal of known) signal.addEventListener("abort", check);
  check();
  return {
    signal: all.signal,
    release() {
      for (const signal of known) signal.removeEventListener("abort", check);
    },
  };
}
