import type { ReadOptions, TensorSource } from "@tiny-cats/checkpoint";

/** Whether every element of a tensor is zero; stops reading at the first that is not. -0 counts as zero. */
export async function isAllZero(tensor: TensorSource, options?: ReadOptions): Promise<boolean> {
  for await (const bytes of tensor.chunks(options)) {
    // The sign bit of a float is its last: of -0 nothing else is set.
    const signs = signByte(tensor.dtype);
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte !== 0 && !(byte === 0x80 && signs > 0 && i % signs === signs - 1)) return false;
    }
  }
  return true;
}

const WIDTHS: Readonly<Record<string, number>> = { f64: 8, f32: 4, f16: 2, bf16: 2, f8_e4m3fn: 1, f8_e5m2: 1 };

function signByte(dtype: string): number {
  return WIDTHS[dtype] ?? 0;
}
