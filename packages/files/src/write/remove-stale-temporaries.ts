import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { claimedLock } from "../lock/claim-name.ts";
import { readHolder } from "../lock/read-holder.ts";
import { isRunning } from "../process/process-identity.ts";
import { readError } from "../read/read-error.ts";
import { temporaryOwner } from "./temporary-name.ts";

/**
 * Removes what processes of this machine that were killed left in a folder: the hidden files of writeFileAtomic, and claims on locks that are
 * gone. Files of running processes, of other machines, and of any other name stay. Folders inside are not entered.
 *
 * @returns the names removed.
 * @throws FilesError "file-not-found" or "file-unreadable" when the folder can't be listed; the signal's reason.
 */
export async function removeStaleTemporaries(
  folder: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
    throw readError(folder, error);
  });
  const removed: string[] = [];
  for (const { name } of entries.filter((entry) => entry.isFile())) {
    signal?.throwIfAborted();
    if (!(await isStale(folder, name))) continue;
    await rm(join(folder, name), { force: true }).then(
      () => removed.push(name),
      // What another process may not touch stays: it harms nobody.
      () => {},
    );
  }
  return removed;
}

async function isStale(folder: string, name: string): Promise<boolean> {
  const owner = temporaryOwner(name);
  if (owner) return isRunning(owner)?.running === false;
  const claim = claimedLock(name);
  if (!claim) return false;
  const holder = await readHolder(join(folder, claim.lock)).catch(() => "unknown" as const);
  return holder !== "unknown" && holder?.token !== claim.token;
}
