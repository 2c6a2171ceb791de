import type { Io } from "../io.ts";

/**
 * Text from standard input as it comes; ends where it ends.
 *
 * @throws the signal's reason, at once.
 */
export async function* typedText({ stdin, signal }: Pick<Io, "stdin" | "signal">): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const chunks = stdin[Symbol.asyncIterator]();
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
  });
  aborted.catch(() => undefined);
  try {
    signal.throwIfAborted();
    for (;;) {
      const { done, value } = await Promise.race([chunks.next(), aborted]);
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    // Not waited for: a chunk that never comes would hold it up.
    chunks.return?.()?.catch(() => undefined);
  }
}
