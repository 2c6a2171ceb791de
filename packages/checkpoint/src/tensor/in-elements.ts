import { DTYPES } from "../dtype/dtypes.ts";
import type { ReadOptions, TensorSource } from "./tensor.ts";

/** A tensor's chunks, cut anew where one ends amid an element. */
export async function* inElements(
  tensor: TensorSource,
  options?: ReadOptions,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const size = DTYPES[tensor.dtype].bytes;
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of tensor.chunks(options)) {
    let bytes = chunk as Uint8Array<ArrayBuffer>;
    if (rest.length > 0) {
      bytes = new Uint8Array(rest.length + chunk.length);
      bytes.set(rest);
      bytes.set(chunk, rest.length);
    }
    const whole = bytes.length - (bytes.length % size);
    rest = bytes.slice(whole);
    if (whole > 0) yield bytes.subarray(0, whole);
  }
}
