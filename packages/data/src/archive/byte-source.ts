/** Bytes that come in chunks, asked for in other portions. */
export interface ByteSource {
  /** So many bytes; fewer where the source ends. */
  take(length: number): Promise<Uint8Array>;
  /** The next bytes that are there, at least one and at most so many; undefined where the source ends. */
  some(most: number): Promise<Uint8Array | undefined>;
}

export function byteSource(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): ByteSource {
  const source = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  let rest: Uint8Array = new Uint8Array(0);

  async function some(most: number): Promise<Uint8Array | undefined> {
    while (rest.length === 0) {
      const { done, value } = await source.next();
      if (done) return undefined;
      rest = value;
    }
    const part = rest.subarray(0, most);
    rest = rest.subarray(part.length);
    return part;
  }

  async function take(length: number): Promise<Uint8Array> {
    const first = (await some(length)) ?? new Uint8Array(0);
    if (first.length === length) return first;
    const bytes = new Uint8Array(length);
    bytes.set(first);
    let filled = first.length;
    while (filled < length) {
      const part = await some(length - filled);
      if (!part) break;
      bytes.set(part, filled);
      filled += part.length;
    }
    return bytes.subarray(0, filled);
  }
  return { take, some };
}
