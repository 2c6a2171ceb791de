import type { Dtype } from "../dtype/dtypes.ts";
import type { Storage } from "../tensor/storage.ts";
import type { PyValue } from "./py-value.ts";

/** A storage on the stack, which only a rebuild function may take. */
interface StorageValue {
  readonly kind: "storage";
  readonly storage: Storage;
  /** Undefined for an untyped storage. */
  readonly dtype: Dtype | undefined;
}

/** A numpy dtype on the stack; `code` is numpy's, as "f8". */
export interface NumpyDtype {
  readonly kind: "numpy-dtype";
  readonly code: string;
  order: "<" | ">" | "|";
}

/** What numpy's _reconstruct leaves, to be filled by BUILD. */
export interface RawArray {
  kind: "raw-array" | "ndarray";
}

/** What can be on a pickle's stack. */
export type StackValue = PyValue | StorageValue | NumpyDtype | RawArray;

/** What functions called by a pickle may use. */
export interface Machine {
  /** A float as the caller wants it. */
  float(value: number): PyValue;
  /** Counts objects about to be made. @throws TinyCatsError "checkpoint-too-large" past the limit. */
  count(objects: number): void;
  /** Counts bytes about to be copied. @throws the same. */
  countBytes(bytes: number): void;
  /** Counts the bytes a tensor shows, and it as several objects. @throws the same. */
  countTensor(bytes: number): void;
}

/** A function a pickle may call; it sees plain values and makes plain values. */
export type Callable = (args: readonly StackValue[], machine: Machine) => StackValue;
