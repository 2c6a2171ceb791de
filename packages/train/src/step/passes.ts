import type { Batch } from "./step.ts";

/** Adds the gradients of a batch of one size to the sums, and gives its loss. */
export interface Pass {
  run(batch: Batch): Promise<number>;
  close(): Promise<void>;
}

/** How many sizes stay ready: that of the parts of a batch, and that of its rest. */
const KEPT = 2;

/** Passes by the number of their examples, opened when they are first needed; those used last are kept. */
export function passes(open: (count: number) => Promise<Pass>) {
  const ready = new Map<number, Pass>();
  return {
    async at(count: number): Promise<Pass> {
      const pass = ready.get(count) ?? (await open(count));
      // The one used last goes to the end.
      ready.delete(count);
      ready.set(count, pass);
      const [oldest] = ready.keys();
      if (ready.size > KEPT) {
        const left = ready.get(oldest)!;
        ready.delete(oldest);
        await left.close();
      }
      return pass;
    },
    async close(): Promise<void> {
      for (const pass of ready.values()) await pass.close();
      ready.clear();
    },
  };
}
