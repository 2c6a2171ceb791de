import { safeJoin, walkFolder } from "@tiny-cats/files";
import { LAYOUT } from "../layout.ts";

/** More than any published model has. */
const BOUNDS = { maxEntries: 100_000, maxDepth: 32 };

/**
 * Every file below a folder but SHA256SUMS itself and what is hidden, by path with "/", in the order of their bytes. Links are passed over.
 *
 * @throws FilesError "too-many-files" past 100,000 files and folders or 32 folders in one another, "unsafe-path" of a name that other systems can't
 * hold, those of a folder that can't be read; the signal's reason
 */
export async function listedFiles(folder: string, { signal }: { signal?: AbortSignal } = {}): Promise<string[]> {
  const skip = ({ name }: { name: string }) => name.startsWith(".");
  const entries = await walkFolder(folder, { ...BOUNDS, skip, ...(signal && { signal }) });
  const paths = entries
    .filter(({ path, kind }) => kind === "file" && path !== LAYOUT.checksums)
    .map(({ path }) => path);
  for (const path of paths) safeJoin(folder, path);
  return paths.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
