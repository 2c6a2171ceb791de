/** A stream of blocks, each filled with its number, that may fail at its end and says when it is closed. */
export async function* blocks(
  count: number,
  { size = 1 << 16, failure = undefined as Error | undefined, closed = () => {} } = {},
) {
  try {
    for (let i = 0; i < count; i++) yield new Uint8Array(size).fill(i);
    if (failure) throw failure;
  } finally {
    closed();
  }
}
