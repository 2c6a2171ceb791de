import type { Tensor } from "@tiny-cats/core";
import type { GraphSession } from "../subject/graph-subject.ts";
import type { Place } from "./measure-in-page.ts";

type Feeds = Record<string, Tensor>;

/** Opens a graph in a worker. Its bytes go there, and so do the inputs of each run. */
export async function openGraph(bytes: Uint8Array, { pool, device, threads }: Place): Promise<GraphSession<Feeds>> {
  const session = await pool.load(bytes, { device, threads });
  return {
    runtime: session.runtime,
    inputs: session.inputs,
    usesUp: true,
    feed: (feeds) =>
      Object.fromEntries(
        // The worker hands on whatever type the graph declares.
        Object.entries(feeds).map(([name, { dtype, data, dims }]) => [
          name,
          { dtype, data: data.slice(), dims } as Tensor,
        ]),
      ),
    run: (feeds) => session.run(feeds),
    dispose: () => session.dispose(),
  };
}
