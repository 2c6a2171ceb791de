import { gitBlobSha1, sha256 } from "@tiny-cats/files";

export interface ListedFile {
  type: "file";
  path: string;
  size: number;
  oid: string;
  lfs?: { oid: string; size: number; pointerSize: number };
}

/** How the Hub lists a file; as an LFS one where it has 1 MiB or more, unless told. */
export function listedFile(path: string, bytes: Uint8Array, isLfs = bytes.length >= 1 << 20): ListedFile {
  const file: ListedFile = { type: "file", path, size: bytes.length, oid: gitBlobSha1(bytes) };
  return isLfs ? { ...file, lfs: { oid: sha256(bytes), size: bytes.length, pointerSize: 130 } } : file;
}
