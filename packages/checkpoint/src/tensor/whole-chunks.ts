import { DTYPES } from "../dtype/dtypes.ts";
import { invalidTensorData } from "../errors.ts";
import { elementCount } from "./layout.ts";
import type { ReadOptions, TensorSource } from "./tensor.ts";

/** A tensor's chunks, which must come to as many bytes as its shape says. */
export async function* wholeChunks(
  tensor: TensorSource,
  name: string,
  options?: ReadOptions,
): AsyncGenerator<Uint8Array, void, void> {
  const wanted = elementCount(tensor.shape) * DTYPES[tensor.dtype].bytes;
  let given = 0;
  for await (const chunk of tensor.chunks(options)) {
    given += chunk.length;
    if (given > wanted) break;
    yield chunk;
  }
  if (given !== wanted) throw invalidTensorData(`"${name}" gave ${given} bytes for its ${wanted}`, name);
}
