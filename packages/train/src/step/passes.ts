import type { Batch } from "./step.ts";

/** Adds the gradients of a batch of one size to the sums, and gives its loss. */
export interface Pass {
  run(batch: Batch): Promise<number>;
  close(): Promise<void>;
}

/** How many sizes of a graph stay ready: that of the parts of a batch, and that of its rest. */
const KEPT = 2;

/** Passes by their graph and the number of their examples, opened when they are first needed; those of each graph that were used last are kept. */
export function passes<Graph>(open: (graph: Graph, count: number) => Promise<Pass>) {
  /** The one used last at the end. */
  let ready: { readonly graph: Graph; readonly count: number; readonly pass: Pass }[] = [];
  async function at(graph: Graph, count: number): Promise<Pass> {
    const known = ready.find((one) => one.graph === graph && one.count === count);
    const used = known ?? { graph, count, pass: await open(graph, count) };
    ready = [...ready.filter((one) => one !== used), used];
    const own = ready.filter((one) => one.graph === graph);
    if (own.length > KEPT) {
      const [oldest] = own;
      ready = ready.filter((one) => one !== oldest);
      await oldest.pass.close();
    }
    return used.pass;
  }
  async function close(): Promise<void> {
    const all = ready;
    ready = [];
    for (const { pass } of all) await pass.close();
  }
  return {
    /** Runs the pass of that graph and size. When it fails all are closed, for what failed may have been memory, and open ones hold theirs. */
    async run(graph: Graph, count: number, batch: Batch): Promise<number> {
      try {
        return await (await at(graph, count)).run(batch);
      } catch (error) {
        await close();
        throw error;
      }
    },
    close,
  };
}
