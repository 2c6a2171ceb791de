import type { Dtype, ElementArray } from "../dtype/dtypes.ts";
import type { TensorRef } from "../tensor/tensor.ts";

/** Python values that JavaScript has a word for, and that hold no others. */
export type PyScalar = null | boolean | number | bigint | string | Uint8Array;

/**
 * A Python value as data. None is null; int is number, or bigint past 2^53; float is number; bytes is Uint8Array; list is an array, tuple
 * a frozen one; dict is a Map; set is a Set, frozenset a frozen one. What JavaScript has no word for has a `kind`.
 */
export type PyValue =
  | PyScalar
  | readonly PyValue[]
  | ReadonlyMap<PyValue, PyValue>
  | ReadonlySet<PyValue>
  | TensorRef
  | PyTagged;

/** Python values that JavaScript has no word for. */
export type PyTagged =
  | { readonly kind: "bytearray"; readonly bytes: Uint8Array }
  | { readonly kind: "complex"; readonly re: number; readonly im: number }
  /** A float whose value may be whole; read with `exactFloats` alone, else floats are numbers. */
  | { readonly kind: "float"; readonly value: number }
  /** torch.Size. */
  | { readonly kind: "size"; readonly sides: readonly number[] }
  /** torch.float32 and the like; `name` is PyTorch's. */
  | { readonly kind: "dtype"; readonly name: string }
  | { readonly kind: "device"; readonly type: string; readonly index: number | null }
  /** torch.strided and the like. */
  | { readonly kind: "layout"; readonly name: string }
  /** A numpy array, in C order. */
  | { readonly kind: "ndarray"; readonly dtype: Dtype; readonly shape: readonly number[]; readonly data: ElementArray }
  /** argparse.Namespace or types.SimpleNamespace. */
  | { readonly kind: "namespace"; readonly type: string; readonly attributes: ReadonlyMap<PyValue, PyValue> }
  /** A class or function that is known to be harmless, named and not called. */
  | { readonly kind: "global"; readonly module: string; readonly name: string };
