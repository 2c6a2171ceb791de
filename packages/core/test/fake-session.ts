import type { Session, TensorInfo } from "../src/session.ts";
import type { Tensor } from "../src/tensor.ts";

/** A session that computes with a function of ours, and remembers the dimensions it was given. */
export function fakeSession(
  io: { inputs: TensorInfo[]; outputs: TensorInfo[] },
  compute: (feeds: Record<string, Tensor>) => Record<string, Tensor>,
): Session & { runs: Record<string, readonly number[]>[]; disposed: number } {
  const session = {
    ...io,
    runtime: "a function",
    runs: [] as Record<string, readonly number[]>[],
    disposed: 0,
    async run(feeds: Record<string, Tensor>, { signal }: { signal?: AbortSignal } = {}) {
      signal?.throwIfAborted();
      session.runs.push(Object.fromEntries(Object.entries(feeds).map(([name, { dims }]) => [name, dims])));
      return compute(feeds);
    },
    async dispose() {
      session.disposed++;
    },
    [Symbol.asyncDispose]: async () => session.dispose(),
  };
  return session;
}
