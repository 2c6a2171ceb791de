import { rm } from "node:fs/promises";
import { isRunning } from "../process/process-identity.ts";
import { claimName } from "./claim-name.ts";
import { createHolderFile } from "./create-holder-file.ts";
import type { LockHolder } from "./lock-holder.ts";
import { readHolder } from "./read-holder.ts";

/**
 * Removes the lock that bears `token`, whose holder is dead, and never another one.
 *
 * Reading a dead holder's lock and then removing it would not do: between the two, another process may remove it and take the lock, and the
 * live lock would be removed. So removing a token's lock is a right of its own, which one process at a time has: whoever creates the
 * token's claim. Only then is the lock looked at again; as only its dead holder and the one with that right could remove it, it can't change
 * between that look and its removal. A claim whose maker died is never removed while the lock is there: the next turn's claim takes its place.
 */
export async function breakLock(path: string, token: string, me: LockHolder): Promise<void> {
  const turn = await claim(path, token, me);
  if (turn === undefined) return;
  let gone = false;
  try {
    if ((await readHolder(path))?.token === token) await rm(path);
    gone = true;
  } finally {
    const first = gone ? 0 : turn;
    for (let i = turn; i >= first; i--) await rm(claimName(path, token, i), { force: true }).catch(() => {});
  }
}

/** The turn in which this process got the right to break; undefined when another live process has it. */
async function claim(path: string, token: string, me: LockHolder): Promise<number | undefined> {
  for (let turn = 0; ; turn++) {
    const name = claimName(path, token, turn);
    const handle = await createHolderFile(name, me);
    if (handle) {
      await handle.close();
      return turn;
    }
    const other = await readHolder(name);
    if (!other?.holder || isRunning(other.holder)?.running !== false) return undefined;
  }
}
