import { createHash } from "node:crypto";
import { errorCode } from "../error-code.ts";
import { FilesError } from "../errors.ts";
import { openRegularFile } from "../read/open-regular-file.ts";
import { readError } from "../read/read-error.ts";
import { type LockHolder, parseHolder } from "./lock-holder.ts";

/** A lock file as it was found. */
export interface FoundLock {
  /** Undefined for an empty file, as a process leaves that dies between making and filling it. */
  holder: LockHolder | undefined;
  /** The holder's token, or a stand-in of the same form that is the file's alone. */
  token: string;
  /** Changes with every sign of life. */
  heartbeat: number;
}

const LONGEST = 4096;

/**
 * Reads a lock file; undefined when there is none.
 *
 * @throws FilesError "not-a-lock" for a file with anything else in it, which is never removed; "not-a-file" or "file-unreadable".
 */
export async function readHolder(path: string): Promise<FoundLock | undefined> {
  try {
    const { handle } = await openRegularFile(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(LONGEST), 0, LONGEST, 0);
      const { mtimeMs, ino, birthtimeMs } = await handle.stat();
      const holder = parseHolder(buffer.toString("utf8", 0, bytesRead));
      if (!holder && bytesRead > 0) throw notALock(path);
      const standIn = createHash("sha256").update(`${ino} ${birthtimeMs} ${mtimeMs}`).digest("hex").slice(0, 32);
      return { holder, token: holder?.token ?? standIn, heartbeat: mtimeMs };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as { code?: unknown }).code === "file-not-found") return undefined;
    if (isBusy(error)) return undefined;
    throw readError(path, error);
  }
}

function notALock(path: string): FilesError {
  return new FilesError("not-a-lock", `${path} exists and is not a lock`, {
    value: path,
    remedy: "give the lock a path of its own, such as the guarded file's with .lock after it",
  });
}

/** On Windows a file that is being removed can't be opened for a moment. */
function isBusy(error: unknown): boolean {
  const cause = (error as Error).cause ?? error;
  return process.platform === "win32" && /^(?:EPERM|EACCES|EBUSY)$/.test(errorCode(cause) ?? "");
}
