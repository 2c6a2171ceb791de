import { type Tensor, tensorValues } from "@tiny-cats/onnx";

/** Whether a batch normalisation multiplies by 1 and subtracts 0, but for rounding: nothing is left of it but its bias. */
export function isFoldedNorm(tensor: (name: string) => Tensor, norm: string, epsilon: number): boolean {
  const near = (part: string, wanted: number) => {
    const found = tensor(`${norm}.${part}`);
    // float16 rounds 1 - epsilon to within 5e-4.
    const tolerance = found.dtype === "float16" ? 1e-3 : 1e-6;
    return tensorValues(found).every((value) => Math.abs(value - wanted) <= tolerance);
  };
  return near("weight", 1) && near("running_mean", 0) && near("running_var", 1 - epsilon);
}
