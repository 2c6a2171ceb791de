import { DTYPES } from "../dtype/dtypes.ts";
import { invalidTensorData, unsupportedDtype } from "../errors.ts";
import { BLOCK } from "../source/read-blocks.ts";
import { elementCount } from "./layout.ts";
import type { TensorData, TensorSource } from "./tensor.ts";

/**
 * A tensor in memory as one that streams; others as they are.
 *
 * @throws TinyCatsError "unsupported-dtype", "invalid-tensor-data".
 */
export function toSource(tensor: TensorData | TensorSource, name: string): TensorSource {
  const { dtype, shape } = tensor;
  if (!Object.hasOwn(DTYPES, dtype)) throw unsupportedDtype(dtype, `this package (for "${name}")`);
  const count = shape.every((side) => Number.isSafeInteger(side) && side >= 0) ? elementCount(shape) : Number.NaN;
  if (!Number.isSafeInteger(count)) throw invalidTensorData(`the shape [${shape}] of "${name}" is none`, shape);
  if (!("data" in tensor)) return tensor;
  const { data } = tensor;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const fits = data instanceof DTYPES[dtype].array || data instanceof Uint8Array;
  if (!fits || bytes.length !== count * DTYPES[dtype].bytes) {
    throw invalidTensorData(`"${name}" has ${bytes.length} bytes of data for ${dtype} [${shape}]`, name);
  }
  return {
    dtype,
    shape,
    async *chunks({ signal } = {}) {
      for (let at = 0; at < bytes.length; at += BLOCK) {
        signal?.throwIfAborted();
        yield bytes.subarray(at, at + BLOCK);
      }
    },
  };
}
