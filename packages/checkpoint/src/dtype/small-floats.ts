/** A float format of at most 16 bits: exponent and mantissa widths, and what lies past its largest number. */
export interface SmallFloat {
  readonly exponent: number;
  readonly mantissa: number;
  /** Whether the top exponent holds infinity and NaN, as in IEEE 754; else its all-ones alone is NaN (OCP FP8 E4M3). */
  readonly ieee: boolean;
}

/** IEEE 754 binary16; bfloat16; E4M3 and E5M2 of "FP8 Formats for Deep Learning" (Micikevicius et al., 2022). */
export const SMALL_FLOATS = {
  f16: { exponent: 5, mantissa: 10, ieee: true },
  bf16: { exponent: 8, mantissa: 7, ieee: true },
  f8_e4m3fn: { exponent: 4, mantissa: 3, ieee: false },
  f8_e5m2: { exponent: 5, mantissa: 2, ieee: true },
} as const satisfies Record<string, SmallFloat>;
