import { acquireLock, type LockOptions } from "./acquire-lock.ts";
import { lockLost } from "./hold-lock.ts";

/**
 * Runs `action` while no other process or thread that asks for the same lock runs its own. `path` is the lock's own file: it is created, kept
 * alive, and removed afterwards whatever the action does. A lock whose process died is broken, by one waiting process alone.
 * Asking for a lock inside its own action waits for ever.
 *
 * The action's `signal` fires when the caller's does, or with "lock-lost".
 *
 * @throws FilesError "lock-timeout", "lock-lost" (when a lock was taken away meanwhile and the action did not fail), "not-a-lock", those of
 * writeFileAtomic; the signal's reason; what the action throws.
 */
export async function withLock<T>(
  path: string,
  action: (lock: { signal: AbortSignal }) => Promise<T> | T,
  options: LockOptions = {},
): Promise<T> {
  const lock = await acquireLock(path, options);
  const signal = options.signal ? AbortSignal.any([options.signal, lock.lost]) : lock.lost;
  let result: T;
  try {
    result = await action({ signal });
  } catch (error) {
    // What the action failed of matters more than a lock that can't be given back.
    await lock.release().catch(() => {});
    throw error;
  }
  if (await lock.release()) return result;
  throw lockLost(path);
}
