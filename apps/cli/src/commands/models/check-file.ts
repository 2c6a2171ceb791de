import { stat } from "node:fs/promises";
import { safeJoin, sha256File } from "@tiny-cats/files";
import type { ModelFile } from "@tiny-cats/schema";

/** How a file of a model compares with what the manifest says of it. */
type FileState = "ok" | "damaged" | "missing" | "absent (optional)";

export interface CheckedFile extends ModelFile {
  state: FileState;
  /** What was found instead, for a damaged file. */
  found?: { bytes: number; sha256?: string };
}

/** Holds a file against its manifest's size and hash, streaming it. */
export async function checkFile(
  folder: string,
  file: ModelFile,
  { signal }: { signal: AbortSignal },
): Promise<CheckedFile> {
  const path = safeJoin(folder, file.path);
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile()) return { ...file, state: file.optional ? "absent (optional)" : "missing" };
  if (info.size !== file.bytes) return { ...file, state: "damaged", found: { bytes: info.size } };
  const sha256 = await sha256File(path, { signal });
  return sha256 === file.sha256
    ? { ...file, state: "ok" }
    : { ...file, state: "damaged", found: { bytes: info.size, sha256 } };
}
