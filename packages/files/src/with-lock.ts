import { randomBytes } from "node:crypto";
import { open, readFile, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { FilesError } from "./files-error.ts";
import { isAlive } from "./is-alive.ts";
import { systemError } from "./system-error.ts";

export interface LockOptions {
  signal?: AbortSignal;
  /** How long to wait for another holder; for ever unless told. */
  timeoutMs?: number;
  /** Told once, when the lock is held by another. */
  onWait?: (holder: { pid: number; host: string }) => void;
}

interface Holder {
  pid: number;
  host: string;
  token: string;
}

const HEARTBEAT = 5_000;
/** A holder of another machine that has not been heard of for this long is gone. */
const SILENCE = 12 * HEARTBEAT;
const POLL = 25;

/**
 * Runs `action` while holding the lock file at `path`, which one process of all has at a time. What a killed holder left is taken over.
 *
 * @throws FilesError "lock-timeout", "no-permission", "file-not-found" (no such folder); the signal's reason
 */
export async function withLock<T>(path: string, action: () => Promise<T> | T, options: LockOptions = {}): Promise<T> {
  const token = await acquire(path, options);
  const heartbeat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), HEARTBEAT);
  heartbeat.unref();
  try {
    return await action();
  } finally {
    clearInterval(heartbeat);
    if ((await readHolder(path))?.token === token) await rm(path, { force: true });
  }
}

async function acquire(
  path: string,
  { signal, timeoutMs = Number.POSITIVE_INFINITY, onWait }: LockOptions,
): Promise<string> {
  const token = randomBytes(16).toString("hex");
  const self = { pid: process.pid, host: hostname(), token };
  const deadline = performance.now() + timeoutMs;
  let told = false;
  for (;;) {
    signal?.throwIfAborted();
    if (await create(path, self)) return token;
    const holder = await readHolder(path);
    if (await isGone(path, holder)) await breakLock(path, self);
    if (holder && !told) onWait?.({ pid: holder.pid, host: holder.host });
    told ||= holder !== undefined;
    if (performance.now() >= deadline) {
      throw new FilesError("lock-timeout", `${path} is held by process ${holder?.pid ?? "unknown"}`, {
        value: path,
        remedy: "wait until it is done, or end it",
      });
    }
    await sleep(POLL + Math.random() * POLL, undefined, { signal }).catch(() => signal?.throwIfAborted());
  }
}

/** Creates a lock file, if there is none. */
async function create(path: string, holder: Holder): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    try {
      await file.writeFile(JSON.stringify(holder));
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw systemError(error, path);
  }
}

/** Who holds the lock; undefined when nobody does, or when it is only just being written. */
async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether a lock's holder will never release it. One that can't be read is of a holder killed while writing it, once it is old. */
async function isGone(path: string, holder: Holder | undefined): Promise<boolean> {
  if (holder?.host === hostname()) return !isAlive(holder.pid);
  const info = await stat(path).catch(() => undefined);
  return info !== undefined && Date.now() - info.mtimeMs > SILENCE;
}

/**
 * Takes a dead holder's lock away. Only who holds the guard may do so, and looks again under it: a lock that another process broke and
 * took meanwhile is left alone.
 */
async function breakLock(path: string, self: Holder): Promise<void> {
  const guard = `${path}.guard`;
  if (!(await create(guard, self))) {
    if (await isGone(guard, await readHolder(guard))) await rm(guard, { force: true });
    return;
  }
  try {
    if (await isGone(path, await readHolder(path))) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}
