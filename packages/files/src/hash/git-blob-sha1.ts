import { createHash, type Hash } from "node:crypto";

/** The id that git, and so the Hugging Face Hub, gives to a file's content: SHA-1 of "blob <size>", a zero byte and the bytes (gitformat-pack). */
export function gitBlobSha1(bytes: Uint8Array): string {
  return gitBlobHash(bytes.length).update(bytes).digest("hex");
}

/** The hash of a blob of a known size, before its content. */
export function gitBlobHash(size: number): Hash {
  return createHash("sha1").update(`blob ${size}\0`);
}
