/** Jobs of one request. */
export interface Together<T> {
  started: readonly Promise<T>[];
  /** Ends those that have not ended. */
  cancel(reason: unknown): void;
}

/**
 * Starts jobs that belong together, each with a signal that aborts when `signal` does or they are cancelled. Where one is refused at once,
 * those before it are cancelled.
 *
 * @throws what `start` throws at once
 */
export function startTogether<I, T>(
  items: readonly I[],
  start: (item: I, options: { signal: AbortSignal; place: number }) => Promise<T>,
  { signal }: { signal: AbortSignal },
): Together<T> {
  const all = new AbortController();
  const ended = AbortSignal.any([signal, all.signal]);
  const started: Promise<T>[] = [];
  try {
    for (const [place, item] of items.entries()) started.push(start(item, { signal: ended, place }));
  } catch (error) {
    // Nobody will await these.
    for (const job of started) job.catch(() => undefined);
    all.abort(error);
    throw error;
  }
  return { started, cancel: (reason) => all.abort(reason) };
}
