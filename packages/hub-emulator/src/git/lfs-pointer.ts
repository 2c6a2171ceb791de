/** The large object that a pointer stands for. */
export interface LfsPointer {
  /** Its SHA-256 in hexadecimal. */
  oid: string;
  /** Its length in bytes. */
  size: number;
}

/** The text of a pointer file (git-lfs, docs/spec.md). */
export function writePointer({ oid, size }: LfsPointer): Buffer {
  return Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${size}\n`);
}

const POINTER =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\noid sha256:([0-9a-f]{64})\nsize (0|[1-9]\d{0,15})\n$/;

/** What a file's content points at; undefined when it is no pointer. */
export function readPointer(content: Uint8Array): LfsPointer | undefined {
  if (content.length > 200) return undefined;
  const match = POINTER.exec(Buffer.from(content).toString("latin1"));
  return match ? { oid: match[1]!, size: Number(match[2]) } : undefined;
}
