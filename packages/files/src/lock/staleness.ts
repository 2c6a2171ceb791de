import { isRunning } from "../process/process-identity.ts";
import type { FoundLock } from "./read-holder.ts";

/**
 * Judges, look by look, whether a lock's holder is dead. On this machine its process tells. Elsewhere its signs of life must have been missing
 * for `staleMs`, by this process's own clock: those of two machines differ. Where a process number may have been given again, ten times as long.
 */
export function staleness(
  staleMs: number,
  clock: () => number = () => performance.now(),
): (found: FoundLock) => boolean {
  let last = { token: "", heartbeat: 0, since: 0 };
  return ({ holder, token, heartbeat }) => {
    if (last.token !== token || last.heartbeat !== heartbeat) last = { token, heartbeat, since: clock() };
    const process = holder && isRunning(holder);
    if (process?.certain) return !process.running;
    return clock() - last.since > (process ? 10 * staleMs : staleMs);
  };
}
