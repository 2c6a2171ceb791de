/** Whether an element type is floating point, by its name in a checkpoint ("bf16") or in ONNX ("bfloat16"). */
export function isFloat(dtype: string): boolean {
  return /^b?f(loat)?\d/.test(dtype);
}
