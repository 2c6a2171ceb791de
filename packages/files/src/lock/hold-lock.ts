import type { FileHandle } from "node:fs/promises";
import { rm } from "node:fs/promises";
import { FilesError } from "../errors.ts";
import { writeError } from "../write/write-error.ts";
import type { LockHolder } from "./lock-holder.ts";
import { readHolder } from "./read-holder.ts";

/** Milliseconds between two signs of life. */
const HEARTBEAT = 2000;

/** A lock that this process has. */
export interface HeldLock {
  /** Fires with FilesError "lock-lost" when another process took the lock for dead. */
  lost: AbortSignal;
  /** Gives the lock back; whether it still was this process's. */
  release(): Promise<boolean>;
}

/**
 * Keeps a lock alive by touching it. Touched is the open file, not its path, so that it can't be another's; and the timer keeps no process
 * from ending.
 */
export function holdLock(path: string, handle: FileHandle, me: LockHolder): HeldLock {
  const lost = new AbortController();
  const isMine = async () => (await readHolder(path))?.token === me.token;
  let beat = Promise.resolve();

  async function showLife(): Promise<void> {
    const now = new Date();
    await handle.utimes(now, now);
    if (!(await isMine())) lost.abort(lockLost(path));
  }

  const timer = setInterval(() => {
    // A sign of life that fails is no death: the next one may succeed.
    beat = beat.then(showLife).catch(() => {});
  }, HEARTBEAT).unref();

  return {
    lost: lost.signal,
    async release() {
      clearInterval(timer);
      await beat;
      await handle.close();
      if (!(await isMine())) return false;
      await rm(path).catch((error) => {
        throw writeError(path, error);
      });
      return true;
    },
  };
}

/** The error for a lock that another process broke. */
export function lockLost(path: string): FilesError {
  return new FilesError("lock-lost", `the lock ${path} was taken away while it was held`, {
    value: path,
    remedy:
      "check what was written under the lock, and do it again; the machine may have slept, or someone removed the lock",
  });
}
