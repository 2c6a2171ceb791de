import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";

const PIECE = 4 << 20;

/** SHA-256 of bytes, a few megabytes at a time, so that a large model does not hold up the event loop. */
export async function sha256InPieces(bytes: Uint8Array): Promise<string> {
  const hash = createHash("sha256");
  for (let start = 0; start < bytes.length; start += PIECE) {
    if (start > 0) await setImmediate();
    hash.update(bytes.subarray(start, start + PIECE));
  }
  return hash.digest("hex");
}
