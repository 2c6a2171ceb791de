import { readFileBounded } from "@tiny-cats/files";

/** A pointer is three short lines (git-lfs, docs/spec.md): what is larger is none. */
const LARGEST = 1024;
const FIRST = "version https://git-lfs.github.com/spec/v1";

/** Whether a file stands for one that Git LFS has not fetched. */
export async function isLfsPointer(path: string, { signal }: { signal?: AbortSignal } = {}): Promise<boolean> {
  const bytes = await readFileBounded(path, { maxBytes: LARGEST, ...(signal && { signal }) }).catch(() => undefined);
  signal?.throwIfAborted();
  return bytes !== undefined && new TextDecoder().decode(bytes).startsWith(FIRST);
}
