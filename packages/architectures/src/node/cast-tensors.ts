import { castTensor, type TensorSource } from "@tiny-cats/checkpoint";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { NamedSources } from "../weights.ts";
import { ELEMENT_TYPES, type ElementType } from "./element-types.ts";

/**
 * Floating point tensors in another element type, as they are read; others, and all where none is named, as they are. One tensor under two
 * names stays one.
 *
 * Reading throws `tensor-overflow` where a finite number does not fit.
 */
export function castTensors(tensors: NamedSources, dtype: ElementType | undefined): NamedSources {
  if (dtype === undefined) return tensors;
  const wanted = ELEMENT_TYPES[dtype];
  const done = new Map<TensorSource, TensorSource>();
  return new Map(
    [...tensors].map(([name, source]) => {
      const cast = done.get(source) ?? (/^b?f\d/.test(source.dtype) ? narrowed(name, source, wanted) : source);
      done.set(source, cast);
      return [name, cast];
    }),
  );
}

function narrowed(name: string, source: TensorSource, dtype: (typeof ELEMENT_TYPES)[ElementType]): TensorSource {
  return castTensor(source, dtype, {
    onOverflow(count) {
      throw new TinyCatsError("tensor-overflow", `${count} numbers of ${name} are out of the range of ${dtype}`, {
        value: name,
        remedy: "Use float32.",
      });
    },
  });
}
