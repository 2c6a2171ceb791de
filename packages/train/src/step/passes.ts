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
  async function at(count: number): Promise<Pass> {
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
  }
  async function close(): Promise<void> {
    const all = [...ready.values()];
    ready.clear();
    for (const pass of all) await pass.close();
  }
  return {
    /** Runs the pass of that size. When it fails all are closed, for what failed may have been memory, and open ones hold theirs. */
    async run(count: number, batch: Batch): Promise<number> {
      try {
        return await (await at(count)).run(batch);
      } catch (error) {
        await close();
        throw error;
      }
    },
    close,
  };
}
