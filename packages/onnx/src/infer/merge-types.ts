import type { ValueType } from "../model/model.ts";
import type { Dim } from "../shape/dim.ts";

/** Inferred knowledge, completed by what a file declares where inference knows less. */
export function mergeTypes(inferred: ValueType, declared: ValueType | undefined): ValueType {
  const shape = declared?.shape;
  if (!shape) return inferred;
  if (!inferred.shape) return { dtype: inferred.dtype, shape };
  if (inferred.shape.length !== shape.length) return inferred;
  return { dtype: inferred.dtype, shape: inferred.shape.map((side, axis) => mergeSides(side, shape[axis])) };
}

function mergeSides(inferred: Dim, declared: Dim): Dim {
  if (typeof inferred === "number" || declared === null) return inferred;
  return typeof declared === "number" || inferred === null ? declared : inferred;
}
