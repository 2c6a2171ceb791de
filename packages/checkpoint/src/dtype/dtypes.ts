/** The typed arrays that hold elements: half, bfloat16 and float8 as their bits, complex as (re, im) pairs, bool as 0 and 1. */
export type ElementArray =
  | Float64Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | BigInt64Array<ArrayBuffer>
  | BigUint64Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>;

interface ElementArrayConstructor {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, byteOffset?: number, length?: number): ElementArray;
}

interface DtypeInfo {
  /** Bytes of an element. */
  readonly bytes: number;
  readonly array: ElementArrayConstructor;
  /** Its name in PyTorch, after "torch.". */
  readonly torch: string;
  /** PyTorch's storage class, after "torch."; the newer element types have none. */
  readonly storage?: string;
  /** Its name in a safetensors header. */
  readonly safetensors?: string;
}

const TABLE = {
  f64: { bytes: 8, array: Float64Array, torch: "float64", storage: "DoubleStorage", safetensors: "F64" },
  f32: { bytes: 4, array: Float32Array, torch: "float32", storage: "FloatStorage", safetensors: "F32" },
  f16: { bytes: 2, array: Uint16Array, torch: "float16", storage: "HalfStorage", safetensors: "F16" },
  bf16: { bytes: 2, array: Uint16Array, torch: "bfloat16", storage: "BFloat16Storage", safetensors: "BF16" },
  f8_e4m3fn: { bytes: 1, array: Uint8Array, torch: "float8_e4m3fn", safetensors: "F8_E4M3" },
  f8_e5m2: { bytes: 1, array: Uint8Array, torch: "float8_e5m2", safetensors: "F8_E5M2" },
  i64: { bytes: 8, array: BigInt64Array, torch: "int64", storage: "LongStorage", safetensors: "I64" },
  i32: { bytes: 4, array: Int32Array, torch: "int32", storage: "IntStorage", safetensors: "I32" },
  i16: { bytes: 2, array: Int16Array, torch: "int16", storage: "ShortStorage", safetensors: "I16" },
  i8: { bytes: 1, array: Int8Array, torch: "int8", storage: "CharStorage", safetensors: "I8" },
  u64: { bytes: 8, array: BigUint64Array, torch: "uint64", safetensors: "U64" },
  u32: { bytes: 4, array: Uint32Array, torch: "uint32", safetensors: "U32" },
  u16: { bytes: 2, array: Uint16Array, torch: "uint16", safetensors: "U16" },
  u8: { bytes: 1, array: Uint8Array, torch: "uint8", storage: "ByteStorage", safetensors: "U8" },
  bool: { bytes: 1, array: Uint8Array, torch: "bool", storage: "BoolStorage", safetensors: "BOOL" },
  c64: { bytes: 8, array: Float32Array, torch: "complex64", storage: "ComplexFloatStorage", safetensors: "C64" },
  c128: { bytes: 16, array: Float64Array, torch: "complex128", storage: "ComplexDoubleStorage" },
} as const satisfies Record<string, DtypeInfo>;

/** An element type; f8 are the two of PyTorch, c64 and c128 two f32 or f64. */
export type Dtype = keyof typeof TABLE;

/** What there is to know of each element type. */
export const DTYPES: Readonly<Record<Dtype, DtypeInfo>> = TABLE;

/** The element types' names. */
export const DTYPE_NAMES = Object.keys(TABLE) as readonly Dtype[];

/** The element type whose `field` is `name`. */
export function dtypeNamed(field: "torch" | "storage" | "safetensors", name: string): Dtype | undefined {
  return DTYPE_NAMES.find((dtype) => DTYPES[dtype][field] === name);
}
