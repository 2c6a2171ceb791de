import { createHash } from "node:crypto";

/** The first digits of a SHA-256, to see at a glance whether bytes are equal. */
export function digest(bytes: Uint8Array | Uint8ClampedArray): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 8);
}
