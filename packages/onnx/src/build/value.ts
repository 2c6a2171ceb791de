import type { DType } from "../model/dtype.ts";
import type { Dim } from "../shape/dim.ts";

/** A value of a graph under construction; it belongs to the builder that made it. */
export interface Value {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly Dim[];
}
