import { setTimeout } from "node:timers/promises";
import { FilesError } from "../errors.ts";
import { breakLock } from "./break-lock.ts";
import { createHolderFile } from "./create-holder-file.ts";
import { type HeldLock, holdLock } from "./hold-lock.ts";
import { type LockHolder, newHolder } from "./lock-holder.ts";
import { readHolder } from "./read-holder.ts";
import { staleness } from "./staleness.ts";

export interface LockOptions {
  /** Ends the waiting. */
  signal?: AbortSignal;
  /** Milliseconds to wait at most; without end unless told. */
  timeoutMs?: number;
  /** Called when the waiting begins, and when another process gets the lock meanwhile. */
  onWait?: (holder: { pid: number; host: string; since: string } | undefined) => void;
  /** Milliseconds without a sign of life after which a holder on another machine counts as dead: 30,000 unless told. */
  staleMs?: number;
}

const SHORTEST_PAUSE = 5;
const LONGEST_PAUSE = 100;

/** Waits for a lock and takes it. */
export async function acquireLock(
  path: string,
  { signal, timeoutMs = Number.POSITIVE_INFINITY, onWait, staleMs = 30_000 }: LockOptions,
): Promise<HeldLock> {
  const me = newHolder();
  const begun = performance.now();
  const isStale = staleness(staleMs);
  let told: string | undefined;
  for (let pause = SHORTEST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, 1.5 * pause)) {
    signal?.throwIfAborted();
    const found = await readHolder(path);
    if (!found) {
      const handle = await createHolderFile(path, me);
      if (handle) return holdLock(path, handle, me);
    } else if (isStale(found)) {
      await breakLock(path, found.token, me);
      continue;
    } else if (told !== found.token) {
      told = found.token;
      onWait?.(found.holder && { pid: found.holder.pid, host: found.holder.host, since: found.holder.since });
    }
    const waited = performance.now() - begun;
    if (waited >= timeoutMs) throw lockTimeout(path, found?.holder, timeoutMs);
    // Uneven pauses keep waiting processes from asking in step.
    await sleep(Math.min(pause * (0.5 + Math.random()), timeoutMs - waited), signal);
  }
}

async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

function lockTimeout(path: string, holder: LockHolder | undefined, timeoutMs: number): FilesError {
  const who = holder
    ? `process ${holder.pid} on ${holder.host} has had it since ${holder.since}`
    : "another process has it";
  return new FilesError("lock-timeout", `the lock ${path} was not free within ${timeoutMs} ms: ${who}`, {
    value: { path, holder },
    remedy: "wait for that process or end it; if it is gone for good, remove the lock",
  });
}
