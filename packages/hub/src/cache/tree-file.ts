import { readJsonBounded } from "@tiny-cats/files";
import { type RemoteFile, remoteFile } from "../list-tree.ts";
import { putFile } from "./put-file.ts";

const LARGEST = 1 << 30;
const FORMAT = 1;

interface Entry {
  size: number;
  blob_id: string;
  lfs_sha256?: string;
  lfs_size?: number;
  xet_hash?: string;
}

/** The listing of a commit as huggingface_hub keeps it (`_tree_cache.py`, format 1); undefined where there is none that can be used. */
export async function readTree(path: string): Promise<RemoteFile[] | undefined> {
  try {
    const { format_version, files } = (await readJsonBounded(path, { maxBytes: LARGEST })) as {
      format_version: unknown;
      files: Record<string, Entry>;
    };
    return format_version === FORMAT ? Object.entries(files).map(([path, entry]) => fromEntry(path, entry)) : undefined;
  } catch {
    // Missing, broken, or a newer client's: the Hub is asked again.
    return undefined;
  }
}

/** Keeps the listing of a commit, which never changes. */
export async function writeTree(path: string, files: readonly RemoteFile[]): Promise<void> {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const entries = Object.fromEntries(sorted.map((file) => [file.path, toEntry(file)]));
  await putFile(path, JSON.stringify({ format_version: FORMAT, files: entries }, null, 1));
}

function fromEntry(path: string, { size, blob_id, lfs_sha256, lfs_size, xet_hash }: Entry): RemoteFile {
  const lfs = lfs_sha256 === undefined ? undefined : { oid: lfs_sha256, size: lfs_size ?? size, pointerSize: 0 };
  return remoteFile({ path, size, oid: blob_id, lfs, xetHash: xet_hash });
}

function toEntry({ size, storage, oid, gitOid, xetHash }: RemoteFile): Entry {
  return {
    size,
    blob_id: gitOid,
    ...(storage === "lfs" && { lfs_sha256: oid, lfs_size: size }),
    ...(xetHash && { xet_hash: xetHash }),
  };
}
