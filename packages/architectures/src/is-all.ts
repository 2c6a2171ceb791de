import { castTensor, type ReadOptions, type TensorSource, toFloat32 } from "@tiny-cats/checkpoint";

/** Whether every number of a tensor is `wanted` in float32; stops reading at the first block that has another. */
export async function isAll(tensor: TensorSource, wanted: number, options?: ReadOptions): Promise<boolean> {
  for await (const bytes of castTensor(tensor, "f32").chunks(options)) {
    if (toFloat32(new Float32Array(bytes.slice().buffer), "f32").some((value) => value !== wanted)) return false;
  }
  return true;
}
