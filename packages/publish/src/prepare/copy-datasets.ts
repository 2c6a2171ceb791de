import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { copyHashed } from "./copy-hashed.ts";

const FILES = ["train.bin", "val.bin", "metadata.json"];

/**
 * Copies a token set's files, those that are there, and names them.
 *
 * @throws TinyCatsError "file-missing" where there is none of them
 */
export async function copyDatasets(
  from: string,
  to: string,
  options: { signal?: AbortSignal } = {},
): Promise<string[]> {
  const copied: string[] = [];
  for (const name of FILES) {
    const info = await lstat(join(from, name)).catch(() => undefined);
    if (!info?.isFile()) continue;
    await copyHashed(join(from, name), join(to, name), options);
    copied.push(name);
  }
  if (copied.length > 0) return copied;
  throw new TinyCatsError("file-missing", `${from} holds no token set: none of ${FILES.join(", ")} is there`, {
    value: from,
    remedy: "give the folder of a token set with --data, or leave it out",
  });
}
