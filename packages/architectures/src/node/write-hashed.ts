import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeFileAtomic } from "@tiny-cats/files";

/** A file that was written. */
export interface WrittenFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** Writes a file, and hashes it on the way. Throws as `writeFileAtomic`. */
export async function writeHashed(
  folder: string,
  path: string,
  data: Iterable<Uint8Array> | AsyncIterable<Uint8Array> | Uint8Array | string,
  { signal, onBytes }: { signal?: AbortSignal; onBytes?: (bytes: number) => void } = {},
): Promise<WrittenFile> {
  const hash = createHash("sha256");
  const source = typeof data === "string" ? [Buffer.from(data)] : data instanceof Uint8Array ? [data] : data;
  let bytes = 0;
  async function* hashed() {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      onBytes?.(bytes);
      yield chunk;
    }
  }
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFileAtomic(join(folder, path), hashed(), signal ? { signal } : {});
  return { path, bytes, sha256: hash.digest("hex") };
}
