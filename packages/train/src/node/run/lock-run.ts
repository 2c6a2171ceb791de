import { join } from "node:path";
import { FilesError, makeFolder, withLock } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** The lock's own file in a run's folder; gone when no process trains there. */
const LOCK = "run.lock";

/**
 * Trains in a folder, which is made, while no other process or thread does. What a process that was killed left locked on this machine is taken over;
 * readers of the folder need no lock. The signal that `action` gets fires when the caller's does, or when another process takes the lock away.
 *
 * @throws TinyCatsError "run-in-use"; FilesError "lock-lost" and those of writing; the signal's reason; what the action throws
 */
export async function lockRun<T>(
  folder: string,
  action: (lock: { readonly signal: AbortSignal }) => Promise<T>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<T> {
  await makeFolder(folder);
  let hasBegun = false;
  const begin = (lock: { signal: AbortSignal }) => {
    hasBegun = true;
    return action(lock);
  };
  try {
    return await withLock(join(folder, LOCK), begin, { timeoutMs: 0, ...(signal && { signal }) });
  } catch (error) {
    if (hasBegun || !(error instanceof FilesError) || error.code !== "lock-timeout") throw error;
    const { holder } = error.value as { holder?: { pid: number; host: string; since: string } };
    const who = holder ? `process ${holder.pid} on ${holder.host}, since ${holder.since}` : "another process";
    throw new TinyCatsError("run-in-use", `somebody else trains in ${folder}: ${who}`, {
      value: folder,
      remedy:
        "wait for it, stop it, or name another folder; two runs in one folder would spoil each other's checkpoints",
      cause: error,
    });
  }
}
