import { TinyCatsError } from "@tiny-cats/schema/errors";

const LARGEST = 256 << 20;

/**
 * All of standard input.
 *
 * @throws TinyCatsError "file-too-large" beyond 256 MiB, or the signal's reason
 */
export async function readStdin(stdin: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<Uint8Array> {
  signal.throwIfAborted();
  // Waiting for a chunk that never comes is no way to wait for Ctrl-C.
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
  );
  return Promise.race([readAll(stdin), aborted]);
}

async function readAll(stdin: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stdin) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LARGEST) {
      throw new TinyCatsError("file-too-large", `standard input holds more than ${LARGEST} bytes`, {
        value: length,
        remedy: "give a picture of at most 256 MiB",
      });
    }
  }
  return new Uint8Array(Buffer.concat(chunks));
}
