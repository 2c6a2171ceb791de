import { createHash, type Hash } from "node:crypto";
import { stat } from "node:fs/promises";
import { gitBlobSha1File, sha256File } from "@tiny-cats/files";
import type { RemoteFile } from "../list-tree.ts";

/** What a file's bytes must be. */
export type Content = Pick<RemoteFile, "size" | "storage" | "oid">;

/** A file to be had. */
export type WantedFile = Content & Pick<RemoteFile, "path">;

/** A hash whose digest is the content's oid. */
export function contentHash({ size, storage }: Pick<Content, "size" | "storage">): Hash {
  return storage === "lfs" ? createHash("sha256") : createHash("sha1").update(`blob ${size}\0`);
}

/** Whether a file, or what a link leads to, has the content: by its size, and with `verify` by its hash. */
export async function holdsContent(
  path: string,
  { size, storage, oid }: Content,
  { verify, signal }: { verify?: boolean; signal?: AbortSignal } = {},
): Promise<boolean> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile() || info.size !== size) return false;
  if (!verify) return true;
  const hash = storage === "lfs" ? sha256File : gitBlobSha1File;
  return (await hash(path, { signal })) === oid;
}
