import { DTYPES, type ReadOptions, type TensorSource } from "@tiny-cats/checkpoint";

/** A tensor's bytes in an array of their own. */
export async function readBytes(source: TensorSource, options?: ReadOptions): Promise<Uint8Array<ArrayBuffer>> {
  const size = source.shape.reduce((product, side) => product * side, 1) * DTYPES[source.dtype].bytes;
  const bytes = new Uint8Array(size);
  let at = 0;
  for await (const chunk of source.chunks(options)) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
