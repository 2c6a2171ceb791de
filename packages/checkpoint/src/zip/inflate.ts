import { corruptZip } from "../errors.ts";
import { quote } from "../quote.ts";

/** Unpacks raw deflate as it comes. Leaving early stops it; more than `size` bytes, or fewer, are refused. */
export async function* inflate(
  packed: AsyncIterable<Uint8Array<ArrayBuffer>>,
  { name, size }: { name: string; size: number },
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const stream = new DecompressionStream("deflate-raw");
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  let failure: { error: unknown } | undefined;
  async function* watched() {
    try {
      yield* packed;
    } catch (error) {
      failure = { error };
      throw error;
    }
  }
  const feeding = (async () => {
    try {
      for await (const block of watched()) await writer.write(block);
      await writer.close();
    } catch (error) {
      await writer.abort(error).catch(() => {});
    }
  })();
  let done = 0;
  let ended = false;
  try {
    for (;;) {
      const part = await reader.read().catch((cause) => {
        throw failure ? failure.error : corruptZip(`${quote(name)} can't be unpacked`, name, cause);
      });
      if (part.done) break;
      done += part.value.length;
      if (done > size) throw corruptZip(`${quote(name)} unpacks to more than its ${size} bytes`, name);
      yield part.value as Uint8Array<ArrayBuffer>;
    }
    ended = true;
    if (done !== size) throw corruptZip(`${quote(name)} unpacks to ${done} bytes, not ${size}`, name);
  } finally {
    if (!ended) await reader.cancel().catch(() => {});
    await feeding;
  }
}
