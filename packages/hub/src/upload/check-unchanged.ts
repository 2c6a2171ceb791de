import { stat } from "node:fs/promises";
import { fileChanged } from "./file-changed.ts";
import { type LocalFile, stampOf } from "./local-file.ts";

/** @throws HubError "file-changed" when the file is no longer the one that was planned. */
export async function checkUnchanged({ path, source, stamp }: LocalFile): Promise<void> {
  const now = await stat(source, { bigint: true }).catch(() => undefined);
  if (!now?.isFile() || stampOf(now) !== stamp) throw fileChanged(path);
}
