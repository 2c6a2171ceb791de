import { createHash } from "node:crypto";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";

/** Every tensor of a safetensors file by name, type, shape and hash: equal where two files hold the same weights in whatever order. */
export async function weightsDigest(path: string): Promise<string> {
  await using checkpoint = await openCheckpoint(path);
  const lines: string[] = [];
  for (const [name, tensor] of checkpoint.tensors) {
    const hash = createHash("sha256");
    for await (const chunk of tensor.chunks()) hash.update(chunk);
    lines.push([name, tensor.dtype, tensor.shape.join("x"), hash.digest("hex")].join(" "));
  }
  return lines.sort().join("\n");
}
