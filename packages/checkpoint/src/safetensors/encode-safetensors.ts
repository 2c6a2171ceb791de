import { DTYPES, type Dtype } from "../dtype/dtypes.ts";
import { unsupportedDtype, unwritableValue } from "../errors.ts";
import { elementCount } from "../tensor/layout.ts";
import type { ReadOptions, TensorData, TensorSource } from "../tensor/tensor.ts";
import { toSource } from "../tensor/to-source.ts";
import { wholeChunks } from "../tensor/whole-chunks.ts";

/** The order in which the reference implementation lays out element types: the widest first. */
const ORDER: readonly Dtype[] = [
  "u64",
  "i64",
  "f64",
  "c64",
  "f32",
  "u32",
  "i32",
  "bf16",
  "f16",
  "u16",
  "i16",
  "f8_e4m3fn",
  "f8_e5m2",
  "i8",
  "u8",
  "bool",
];

/** Tensors to be written, by name: `checkpoint.tensors`, or tensors in memory. */
export type NamedTensors = Iterable<readonly [string, TensorSource | TensorData]>;

export interface SafetensorsOptions extends ReadOptions {
  /** Becomes `__metadata__`, in the order of its keys. */
  metadata?: ReadonlyMap<string, string> | Readonly<Record<string, string>>;
}

/** A file to be written: its size, and its bytes as they are needed. */
export interface Encoded {
  size: number;
  chunks: AsyncIterable<Uint8Array>;
}

/**
 * Tensors as a safetensors file, streamed. The same tensors give the same bytes in whatever order they come: the layout is that of the
 * reference implementation (element types from wide to narrow, then names; header padded to 8 bytes). Tied tensors are written each.
 *
 * @throws TinyCatsError "unsupported-dtype" (c128), "unwritable-value" (a name twice, or "__metadata__"), "invalid-tensor-data" (also while
 * streaming); what reading a tensor throws.
 */
export function encodeSafetensors(tensors: NamedTensors, { metadata, signal }: SafetensorsOptions = {}): Encoded {
  const list = [...tensors].map(([name, tensor]) => ({ name, tensor: toSource(tensor, name) }));
  list.sort((a, b) => ORDER.indexOf(a.tensor.dtype) - ORDER.indexOf(b.tensor.dtype) || compareText(a.name, b.name));
  const header: [string, unknown][] = [];
  const pairs = metadata instanceof Map ? [...metadata] : Object.entries(metadata ?? {});
  if (pairs.length > 0) header.push(["__metadata__", pairs.sort(([a], [b]) => compareText(a, b))]);
  const names = new Set(["__metadata__"]);
  let at = 0;
  for (const { name, tensor } of list) {
    const { dtype, shape } = tensor;
    if (!DTYPES[dtype].safetensors) throw unsupportedDtype(dtype, `safetensors (for "${name}")`);
    if (names.has(name)) throw unwritableValue(`a second tensor can't be called "${name}"`, name);
    names.add(name);
    const end = at + elementCount(shape) * DTYPES[dtype].bytes;
    header.push([name, { dtype: DTYPES[dtype].safetensors, shape, data_offsets: [at, end] }]);
    at = end;
  }
  const head = encodeHeader(header);

  async function* chunks() {
    yield head;
    for (const { name, tensor } of list) yield* wholeChunks(tensor, name, { signal });
  }
  return { size: head.length + at, chunks: chunks() };
}

/** Texts by their code points, as Rust compares them. */
function compareText(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}

/** Written key by key, for objects put keys that look like numbers first. */
function encodeHeader(entries: readonly (readonly [string, unknown])[]): Uint8Array {
  const write = (pairs: readonly (readonly [string, unknown])[], value: (v: unknown) => string) =>
    `{${pairs.map(([key, item]) => `${JSON.stringify(key)}:${value(item)}`).join(",")}}`;
  const text = write(entries, (item) =>
    Array.isArray(item) ? write(item, (text) => JSON.stringify(text)) : JSON.stringify(item),
  );
  const json = new TextEncoder().encode(text);
  const padded = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(json, 8);
  return bytes;
}
