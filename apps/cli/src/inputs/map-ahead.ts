/**
 * Maps `items` in order with up to `ahead` calls of `work` under way at once.
 * When the consumer stops early, calls under way are left to end and their results dropped.
 */
export async function* mapAhead<T, R>(
  items: Iterable<T>,
  ahead: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for (const item of items) {
    const call = work(item);
    // A failure is thrown when its turn comes; until then it must not count as unhandled.
    call.catch(() => undefined);
    running.push(call);
    if (running.length >= ahead) yield (await running.shift()) as R;
  }
  while (running.length > 0) yield (await running.shift()) as R;
}
