import type { TensorSource } from "@tiny-cats/checkpoint";
import { castFloat } from "../cast-float.ts";
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
      const cast = done.get(source) ?? castFloat(name, source, wanted);
      done.set(source, cast);
      return [name, cast];
    }),
  );
}
