import { stat } from "node:fs/promises";
import { safeJoin } from "@tiny-cats/files";
import type { ModelFile } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { PublishedModel } from "./open-model.ts";

/** Whether a file that a manifest lists is there. */
export async function isThere({ folder }: PublishedModel, { path }: ModelFile): Promise<boolean> {
  return Boolean((await stat(safeJoin(folder, path)).catch(() => undefined))?.isFile());
}

/**
 * Where a file that a manifest lists lies, once it is known to be a file of the size it should have: a device or a file without end is not read.
 *
 * @throws TinyCatsError "model-file-missing", "hash-mismatch"; FilesError "unsafe-path"
 */
export async function fileOf({ folder, prefix }: PublishedModel, { path, bytes }: ModelFile): Promise<string> {
  const whole = safeJoin(folder, path);
  const info = await stat(whole).catch(() => undefined);
  if (!info?.isFile())
    throw new TinyCatsError("model-file-missing", `there is no file ${prefix}${path}`, {
      value: path,
      remedy: "fetch or make the model again: its manifest lists the file",
    });
  if (info.size === bytes) return whole;
  throw new TinyCatsError(
    "hash-mismatch",
    `${prefix}${path} has ${info.size} bytes, where its manifest says ${bytes}`,
    {
      value: path,
      remedy: "the file is damaged or was changed: fetch or make the model again",
    },
  );
}
