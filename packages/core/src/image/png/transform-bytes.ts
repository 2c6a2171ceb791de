/** Joins pieces of bytes. */
export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Sends bytes through a platform stream, such as a DecompressionStream, and gathers what comes out.
 *
 * @returns undefined as soon as more than `maxBytes` come out: no more than that is ever held.
 * @throws what the stream throws at bad bytes, or the signal's reason.
 */
export async function transformBytes(
  parts: readonly Uint8Array[],
  transform: CompressionStream | DecompressionStream,
  { maxBytes = Number.POSITIVE_INFINITY, signal }: { maxBytes?: number; signal?: AbortSignal } = {},
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
  const reader = source.pipeThrough(transform as ReadableWritablePair<Uint8Array, Uint8Array>, { signal }).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concat(chunks);
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(value);
  }
}
