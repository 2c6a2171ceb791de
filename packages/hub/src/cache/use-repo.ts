import { randomBytes } from "node:crypto";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { withLock, writeError } from "@tiny-cats/files";
import { LOCK } from "./repo-cache.ts";

const GATE = `gate${LOCK}`;

/**
 * Runs an action that adds to a repository's place in a cache; any number of processes may do so at a time, while nobody removes from it.
 *
 * @throws FilesError as withLock does; the signal's reason; what the action throws.
 */
export async function addToRepo<T>(locks: string, action: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  await makeFolder(locks);
  const mine = join(locks, `using-${randomBytes(8).toString("hex")}${LOCK}`);
  let running: Promise<T> | undefined;
  // The gate is held no longer than until this process shows that it is inside.
  await withLock(
    join(locks, GATE),
    () =>
      new Promise<void>((resolve, reject) => {
        running = withLock(mine, () => {
          resolve();
          return action();
        });
        running.catch(reject);
      }),
    { signal },
  );
  return running!;
}

/**
 * Runs an action that removes from a repository's place in a cache, unless another process uses it: then the result is undefined.
 *
 * @throws FilesError as withLock does; the signal's reason; what the action throws.
 */
export async function removeFromRepo<T>(
  locks: string,
  action: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T | undefined> {
  await makeFolder(locks);
  try {
    return await withLock(
      join(locks, GATE),
      async () => {
        if (await isUsed(locks, signal)) return undefined;
        return action();
      },
      { timeoutMs: 1000, signal },
    );
  } catch (error) {
    if ((error as { code?: unknown }).code === "lock-timeout") return undefined;
    throw error;
  }
}

/** Whether a process that lives holds any other lock there. Those of dead ones are broken. */
async function isUsed(locks: string, signal: AbortSignal | undefined): Promise<boolean> {
  for (const name of await readdir(locks)) {
    if (!name.endsWith(LOCK) || name.startsWith(".") || name === GATE) continue;
    const held = await withLock(join(locks, name), () => false, { timeoutMs: 0, signal }).catch((error) => {
      if (error.code === "lock-timeout") return true;
      throw error;
    });
    if (held) return true;
  }
  return false;
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error) => {
    throw writeError(folder, error);
  });
}
