import { DTYPES, type Dtype, type ElementArray } from "../dtype/dtypes.ts";
import { toElements } from "../dtype/to-elements.ts";
import { BLOCK } from "../source/read-blocks.ts";
import { gather } from "./gather.ts";
import { elementCount, elementSpan, isContiguous } from "./layout.ts";
import type { Storage } from "./storage.ts";
import type { ReadOptions, TensorRef } from "./tensor.ts";

export interface TensorFields {
  dtype: Dtype;
  shape: readonly number[];
  strides: readonly number[];
  offset: number;
  storage: Storage;
  requiresGrad?: boolean;
  parameter?: boolean;
}

/** A tensor over a storage; the caller has seen that the view lies inside it. */
export function makeTensor(fields: TensorFields): TensorRef {
  const { dtype, shape, strides, offset, storage } = fields;
  const size = DTYPES[dtype].bytes;
  const byteLength = elementCount(shape) * size;
  const start = offset * size;
  const span = elementSpan(shape, strides) * size;
  const contiguous = isContiguous(shape, strides);

  async function read(options?: ReadOptions): Promise<ElementArray> {
    const bytes = await storage.read(start, span, options);
    if (contiguous) return toElements(bytes, dtype);
    return toElements(gather({ bytes, size, shape, strides }, 0, byteLength / size), dtype);
  }

  async function* gathered(options?: ReadOptions): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    const view = { bytes: await storage.read(start, span, options), size, shape, strides };
    const step = Math.floor(BLOCK / size);
    const count = byteLength / size;
    for (let from = 0; from < count; from += step) {
      options?.signal?.throwIfAborted();
      yield gather(view, from, Math.min(step, count - from));
    }
  }

  return {
    kind: "tensor",
    dtype,
    shape,
    strides,
    offset,
    storage,
    byteLength,
    requiresGrad: fields.requiresGrad ?? false,
    parameter: fields.parameter ?? false,
    read,
    chunks: (options) => (contiguous ? storage.blocks(start, span, options) : gathered(options)),
  };
}
