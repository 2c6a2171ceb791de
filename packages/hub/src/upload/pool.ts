/** Does `work` for every item, `width` at once. The first failure stops the rest from being begun, and is thrown when all that ran has ended. */
export async function pool<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  let failed = false;
  const runner = async () => {
    while (next < items.length && !failed) {
      await work(items[next++]).catch((error) => {
        failed = true;
        throw error;
      });
    }
  };
  const results = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, runner));
  for (const result of results) if (result.status === "rejected") throw result.reason;
}
