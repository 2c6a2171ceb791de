/** Element types by name: `code` is TensorProto.DataType's number, `bytes` the size of an element. */
export const DTYPES = {
  float32: { code: 1, bytes: 4 },
  uint8: { code: 2, bytes: 1 },
  int8: { code: 3, bytes: 1 },
  uint16: { code: 4, bytes: 2 },
  int16: { code: 5, bytes: 2 },
  int32: { code: 6, bytes: 4 },
  int64: { code: 7, bytes: 8 },
  bool: { code: 9, bytes: 1 },
  float16: { code: 10, bytes: 2 },
  float64: { code: 11, bytes: 8 },
  uint32: { code: 12, bytes: 4 },
  uint64: { code: 13, bytes: 8 },
  bfloat16: { code: 16, bytes: 2 },
} as const satisfies Readonly<Record<string, { readonly code: number; readonly bytes: number }>>;

/** Element types of tensors that this package reads and computes with. */
export type DType = keyof typeof DTYPES;

const BY_CODE = new Map<number, DType>(Object.entries(DTYPES).map(([name, { code }]) => [code, name as DType]));

/** The element type of a TensorProto.DataType number, or undefined where this package does not know it. */
export function dtypeOfCode(code: number): DType | undefined {
  return BY_CODE.get(code);
}

/** Floating point types. */
export const FLOATS: readonly DType[] = ["float32", "float16", "bfloat16", "float64"];

/** Whole-number types, without bool. */
export const INTEGERS: readonly DType[] = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"];

/** Every type that is counted with: floats and integers. */
export const NUMBERS: readonly DType[] = [...FLOATS, ...INTEGERS];

/** Every type there is here. */
export const ALL: readonly DType[] = [...NUMBERS, "bool"];

/** Types that may index. */
export const INDICES: readonly DType[] = ["int32", "int64"];
