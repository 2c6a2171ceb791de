import { type FileHandle, link, open, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { errorCode } from "../error-code.ts";
import { temporaryName } from "../write/temporary-name.ts";
import { writeError } from "../write/write-error.ts";
import type { LockHolder } from "./lock-holder.ts";

const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL", "EMLINK"];

/**
 * Creates a file that names a holder, unless it exists: then undefined. It appears with its content, by a hard link, so that nobody ever reads
 * half of it; where the file system has no links, by O_EXCL.
 *
 * @throws FilesError as writeFileAtomic does.
 */
export async function createHolderFile(path: string, holder: LockHolder): Promise<FileHandle | undefined> {
  const temporary = join(dirname(path), temporaryName());
  let handle: FileHandle | undefined;
  try {
    handle = await write(temporary, holder);
    await link(temporary, path);
    return handle;
  } catch (error) {
    await handle?.close();
    const code = errorCode(error) ?? "";
    if (code === "EEXIST") return undefined;
    if (handle && NO_LINKS.includes(code)) return createExclusively(path, holder);
    throw writeError(path, error);
  } finally {
    // One that stays is removed later, as what a killed process leaves is.
    await rm(temporary, { force: true }).catch(() => {});
  }
}

async function createExclusively(path: string, holder: LockHolder): Promise<FileHandle | undefined> {
  try {
    return await write(path, holder);
  } catch (error) {
    if (errorCode(error) === "EEXIST") return undefined;
    throw writeError(path, error);
  }
}

async function write(path: string, holder: LockHolder): Promise<FileHandle> {
  const handle = await open(path, "wx");
  try {
    await handle.writeFile(JSON.stringify(holder));
    return handle;
  } catch (error) {
    await handle.close();
    await rm(path, { force: true }).catch(() => {});
    throw error;
  }
}
