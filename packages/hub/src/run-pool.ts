import { eitherSignal } from "./request/either-signal.ts";

/**
 * Runs an action for every item, `concurrency` of them at a time. When one fails, no other is begun, the others' signal fires, and the first
 * failure is thrown as soon as all have ended.
 */
export async function runPool<T>(
  items: readonly T[],
  concurrency: number,
  action: (item: T, signal: AbortSignal) => Promise<void>,
  outer?: AbortSignal,
): Promise<void> {
  const failed = new AbortController();
  const signal = eitherSignal(outer, failed.signal);
  let next = 0;
  let failure: { error: unknown } | undefined;
  const work = async () => {
    while (next < items.length && !failure) {
      try {
        signal.throwIfAborted();
        await action(items[next++], signal);
      } catch (error) {
        failure ??= { error };
        failed.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work));
  outer?.throwIfAborted();
  if (failure) throw failure.error;
}
