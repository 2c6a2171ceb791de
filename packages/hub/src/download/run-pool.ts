/**
 * Runs an action for every item, `concurrency` of them at a time. When one fails, the others' signal fires, and the failure is thrown as soon
 * as all have ended.
 */
export async function runPool<T>(
  items: Iterable<T>,
  concurrency: number,
  action: (item: T, signal: AbortSignal) => Promise<void>,
  outer?: AbortSignal,
): Promise<void> {
  const failed = new AbortController();
  const signal = outer ? AbortSignal.any([outer, failed.signal]) : failed.signal;
  const queue = items[Symbol.iterator]();
  let failure: { error: unknown } | undefined;
  const work = async () => {
    for (let next = queue.next(); !next.done && !failure; next = queue.next()) {
      try {
        signal.throwIfAborted();
        await action(next.value, signal);
      } catch (error) {
        failure ??= { error };
        failed.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  outer?.throwIfAborted();
  if (failure) throw failure.error;
}
