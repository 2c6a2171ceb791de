import { mkdirSync, readdirSync, renameSync, statSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, rmdir, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join, resolve } from "node:path";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * Makes files in a hidden folder within `out` and moves them to their places all at once when `work` has ended well; when it fails, or the
 * signal fires, `out` is as it was. What a process that was killed left there is removed by the next.
 *
 * Throws `folder-not-made`; what `work` throws, and the signal's reason.
 */
export async function stageFolder<T>(
  out: string,
  work: (staging: string) => Promise<T>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<T> {
  signal?.throwIfAborted();
  const folder = resolve(out);
  const host = hostname().replace(/[^a-z0-9]/gi, "_");
  const prefix = `.tiny-cats-convert-${host}-`;
  const { made, staging } = await prepare(folder, `${prefix}${process.pid}-`);
  let done = false;
  try {
    await removeStale(folder, prefix);
    const result = await work(staging);
    signal?.throwIfAborted();
    // Nothing may come in between: no other work runs until the last of them has its name.
    moveAll(staging, folder);
    done = true;
    return result;
  } finally {
    await rm(staging, { recursive: true, force: true });
    if (!done && made !== undefined) await removeEmpty(folder, made);
  }
}

async function prepare(folder: string, prefix: string) {
  try {
    const made = await mkdir(folder, { recursive: true });
    return { made, staging: await mkdtemp(join(folder, prefix)) };
  } catch (cause) {
    throw notMade(folder, (cause as NodeJS.ErrnoException).code, cause);
  }
}

function notMade(path: string, why: string | undefined, cause?: unknown): TinyCatsError {
  return new TinyCatsError("folder-not-made", `the folder ${path} can't be written to (${why})`, {
    value: path,
    remedy: "give the path of a folder you may write to, where nothing of another kind stands in the way",
    cause,
  });
}

function moveAll(from: string, to: string): void {
  try {
    moveFiles(from, to);
  } catch (cause) {
    throw isTinyCatsError(cause) ? cause : notMade(to, (cause as NodeJS.ErrnoException).code, cause);
  }
}

function moveFiles(from: string, to: string): void {
  const names = readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(from.length + 1));
  for (const name of names) {
    const there = statSync(join(to, name), { throwIfNoEntry: false });
    if (there && !there.isFile()) throw notMade(join(to, name), "a folder has the name of a file");
  }
  for (const name of names) mkdirSync(dirname(join(to, name)), { recursive: true });
  for (const name of names) renameSync(join(from, name), join(to, name));
}

/** Folders that were made are taken away again, unless somebody else has put something in them. */
async function removeEmpty(folder: string, made: string): Promise<void> {
  for (let path = folder; path.length >= resolve(made).length; path = dirname(path)) {
    const gone = await rmdir(path).then(
      () => true,
      () => false,
    );
    if (!gone) return;
  }
}

async function removeStale(folder: string, prefix: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (!(pid > 0) || isRunning(pid)) continue;
    const info = await stat(join(folder, name)).catch(() => undefined);
    if (info?.isDirectory()) await rm(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
