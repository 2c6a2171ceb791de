import { dirname } from "node:path";
import { makeFolder, readFileBounded, writeFileAtomic } from "@tiny-cats/files";

/** Writes a file whole, folders above it included, unless it is there as it should be; says whether it wrote. */
export async function writeIfChanged(
  path: string,
  content: Uint8Array | string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<boolean> {
  const bytes = typeof content === "string" ? Buffer.from(content) : Buffer.from(content);
  const there = await readFileBounded(path, { maxBytes: bytes.length, ...(signal && { signal }) }).catch((error) => {
    signal?.throwIfAborted();
    if (typeof error?.code === "string") return undefined;
    throw error;
  });
  if (there && bytes.equals(there)) return false;
  await makeFolder(dirname(path));
  await writeFileAtomic(path, bytes, { ...(signal && { signal }) });
  return true;
}

/** A document as the toolkit writes it. */
export function documentText(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
