import type { ElementArray } from "../dtype/dtypes.ts";
import { dictType } from "../pickle/dict-type.ts";
import type { PyValue } from "../pickle/py-value.ts";
import type { TensorRef } from "../tensor/tensor.ts";

const NUMPY: Record<string, string> = { f64: "<f8", f32: "<f4", f16: "<f2", i64: "<i8", i32: "<i4", u8: "|u1" };

/**
 * A value in the JSON that the golden script describes Python's values with. JavaScript has one type of number: whole floats read as
 * ints, so `{ float }` of a whole number is written as `{ int }` by both (see wholeFloatsAsInts).
 */
export async function describeValue(value: PyValue): Promise<unknown> {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "bigint") return { int: String(value) };
  if (typeof value === "number") return number(value);
  if (value instanceof Uint8Array) return { bytes: base64(value) };
  if (Array.isArray(value)) return { [Object.isFrozen(value) ? "tuple" : "list"]: await all(value) };
  if (value instanceof Set) {
    const items = [...value].sort((a, b) => Number(a) - Number(b));
    return { [Object.isFrozen(value) ? "frozenset" : "set"]: await all(items) };
  }
  if (value instanceof Map) {
    const { type, attributes } = dictType(value);
    const metadata = attributes?.get("_metadata");
    const more = metadata === undefined ? {} : { metadata: await describeValue(metadata) };
    return { [type]: await pairs(value), ...more };
  }
  return describeTagged(value as Extract<PyValue, { kind: string }>);
}

async function describeTagged(value: Extract<PyValue, { kind: string }>): Promise<unknown> {
  switch (value.kind) {
    case "tensor":
      return describeTensor(value);
    case "bytearray":
      return { bytearray: base64(value.bytes) };
    case "complex":
      return { complex: [number(value.re), number(value.im)] };
    case "size":
      return { size: value.sides };
    case "dtype":
      return { dtype: value.name };
    case "device":
      return { device: [value.type, value.index] };
    case "layout":
      return { layout: value.name };
    case "ndarray":
      return { ndarray: { dtype: NUMPY[value.dtype], shape: value.shape, data: base64(value.data) } };
    case "namespace":
      return { namespace: await pairs(value.attributes) };
  }
  return value;
}

async function describeTensor(tensor: TensorRef): Promise<unknown> {
  const { dtype, shape, strides, offset, parameter, requiresGrad } = tensor;
  const data = base64(await tensor.read());
  return { tensor: { dtype, shape, strides, offset, parameter, requiresGrad, data } };
}

const all = (items: Iterable<PyValue>) => Promise.all(Array.from(items, describeValue));

const pairs = (dict: ReadonlyMap<PyValue, PyValue>) =>
  Promise.all(Array.from(dict, async ([key, item]) => [await describeValue(key), await describeValue(item)]));

const base64 = (data: ElementArray | Uint8Array) =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64");

function number(value: number): unknown {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return { int: String(value) };
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return { float: bytes.toString("hex") };
}

/** The golden description with whole floats as ints, for JavaScript can't tell them apart. */
export function wholeFloatsAsInts(described: unknown): unknown {
  if (typeof described !== "object" || described === null) return described;
  if (Array.isArray(described)) return described.map(wholeFloatsAsInts);
  const entries = Object.entries(described);
  if (entries.length === 1 && entries[0][0] === "float")
    return number(Buffer.from(String(entries[0][1]), "hex").readDoubleLE());
  return Object.fromEntries(entries.map(([key, item]) => [key, wholeFloatsAsInts(item)]));
}
