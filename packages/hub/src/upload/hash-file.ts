import { gitBlobSha1File, sha256File } from "@tiny-cats/files";
import { checkUnchanged } from "./check-unchanged.ts";
import type { PlannedFile } from "./upload-plan.ts";
import type { StageCounter } from "./upload-progress.ts";

export type HashKind = "sha256" | "gitSha1";

export interface HashOptions {
  signal?: AbortSignal;
  /** Has been told to expect the file's bytes. */
  counter?: StageCounter;
  /** Called with a file whose hash was computed, not known already. */
  onHash?: (file: PlannedFile) => void;
}

/**
 * A file's hash, computed at most once and kept with it. Before and after, the file must be the one that was found.
 *
 * @throws HubError "file-changed", FilesError of reading; the signal's reason.
 */
export async function hashFile(
  file: PlannedFile,
  kind: HashKind,
  { signal, counter, onHash }: HashOptions,
): Promise<string> {
  await checkUnchanged(file);
  const known = file[kind];
  if (known !== undefined) return known;
  let before = 0;
  const digest = await (kind === "sha256" ? sha256File : gitBlobSha1File)(file.source, {
    signal,
    onProgress({ bytes }) {
      counter?.add(bytes - before);
      before = bytes;
    },
  });
  await checkUnchanged(file);
  counter?.fileDone();
  file[kind] = digest;
  onHash?.(file);
  return digest;
}

/** Bytes that must be read for the hashes of these files. */
export function bytesToHash(files: readonly PlannedFile[], kindOf: (file: PlannedFile) => HashKind): number {
  return files.reduce((sum, file) => sum + (file[kindOf(file)] === undefined ? file.bytes : 0), 0);
}
