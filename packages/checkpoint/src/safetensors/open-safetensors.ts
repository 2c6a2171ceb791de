import { corruptSafetensors, tooLarge } from "../errors.ts";
import type { Limits } from "../limits.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { readExactly } from "../source/read-exactly.ts";
import { contiguousStrides } from "../tensor/layout.ts";
import { makeTensor } from "../tensor/make-tensor.ts";
import { rangeStorage } from "../tensor/range-storage.ts";
import type { TensorRef } from "../tensor/tensor.ts";
import { parseHeader } from "./parse-header.ts";

export interface Safetensors {
  tensors: Map<string, TensorRef>;
  metadata: Map<string, string>;
}

/** The tensors of a safetensors file, from its header alone. */
export async function openSafetensors(
  source: ByteSource,
  { limits, signal }: { limits: Readonly<Limits>; signal?: AbortSignal },
): Promise<Safetensors> {
  if (source.size < 8) throw corruptSafetensors("it is cut short");
  const head = await readExactly(source, 0, 8, { signal });
  const length = Number(new DataView(head.buffer).getBigUint64(0, true));
  if (length > limits.headerBytes) throw tooLarge("a header of so many bytes", length, limits.headerBytes);
  const begin = 8 + length;
  if (begin > source.size) throw corruptSafetensors("it ends before its header does");
  const { tensors, metadata } = parseHeader(
    await readExactly(source, 8, length, { signal }),
    source.size - begin,
    limits,
  );
  const refs = tensors.map(({ name, dtype, shape, start, end }): [string, TensorRef] => {
    const storage = rangeStorage(source, { key: name, start: begin + start, byteLength: end - start });
    return [name, makeTensor({ dtype, shape, strides: contiguousStrides(shape), offset: 0, storage })];
  });
  return { tensors: new Map(refs), metadata };
}
