import { castTo } from "../dtype/cast-to.ts";
import type { Dtype } from "../dtype/dtypes.ts";
import { toElements } from "../dtype/to-elements.ts";
import { inElements } from "./in-elements.ts";
import type { TensorSource } from "./tensor.ts";

export interface CastOptions {
  /** Called with the number of finite elements of each block that are outside the new type's range. */
  onOverflow?: (overflows: number) => void;
}

/**
 * A tensor that is cast block by block as it is read, for the writers; rules and errors are those of castTo.
 *
 * @throws TinyCatsError "unsupported-dtype" for complex numbers, once it is read.
 */
export function castTensor(tensor: TensorSource, dtype: Dtype, { onOverflow }: CastOptions = {}): TensorSource {
  if (tensor.dtype === dtype) return tensor;
  return {
    dtype,
    shape: tensor.shape,
    async *chunks(options) {
      for await (const bytes of inElements(tensor, options)) {
        const { elements, overflows } = castTo(toElements(bytes, tensor.dtype), tensor.dtype, dtype);
        if (overflows > 0) onOverflow?.(overflows);
        yield new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength);
      }
    },
  };
}
