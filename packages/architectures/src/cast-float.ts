import { castTensor, type Dtype, type TensorSource } from "@tiny-cats/checkpoint";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { isFloat } from "./is-float.ts";

/**
 * A floating point tensor in another element type, as it is read; another tensor as it is.
 *
 * Reading throws `tensor-overflow`, naming the tensor, where a finite number does not fit.
 */
export function castFloat(name: string, source: TensorSource, dtype: Dtype): TensorSource {
  if (!isFloat(source.dtype)) return source;
  return castTensor(source, dtype, {
    onOverflow() {
      throw new TinyCatsError("tensor-overflow", `${name} has numbers out of the range of ${dtype}`, {
        value: name,
        remedy: "use float32",
      });
    },
  });
}
