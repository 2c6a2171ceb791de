import { createHash } from "node:crypto";
import type { InputValues } from "@tiny-cats/onnx";

/** SHA-256 of inputs, batch after batch: names, shapes and the bytes of their numbers. */
export function hashInputs(batches: readonly (() => InputValues)[]): string {
  const hash = createHash("sha256");
  for (const batch of batches) {
    for (const [name, { shape, data }] of Object.entries(batch())) {
      const { buffer, byteOffset, byteLength } = data as unknown as Float32Array;
      hash.update(`${name} [${shape}]\n`).update(new Uint8Array(buffer, byteOffset, byteLength));
    }
  }
  return hash.digest("hex");
}
