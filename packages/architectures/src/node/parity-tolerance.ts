/** The largest difference from float64, relative to an output's largest number, that an element type may make. */
export function parityTolerance(dtype: string): number {
  return dtype === "float16" ? 2e-2 : 1e-4;
}
