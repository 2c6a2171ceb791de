/** Does work for every index from 0 to n - 1, `limit` of them at once; the first failure ends it, and what is under way is waited for. */
export async function eachAtOnce(n: number, limit: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  let failed = false;
  const run = async () => {
    while (next < n && !failed) {
      try {
        await work(next++);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const runs = await Promise.allSettled(Array.from({ length: Math.min(limit, n) }, run));
  const failure = runs.find((result) => result.status === "rejected");
  if (failure) throw failure.reason;
}
