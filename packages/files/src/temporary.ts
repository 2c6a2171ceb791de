import { createHash, randomBytes } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { isAlive } from "./is-alive.ts";

const PATTERN = /^\..*\.([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.partial$/;

// Other machines may share the folder: only processes of this one can be asked whether they live.
const here = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);

/** A hidden name beside `path` that tells which process is writing there. */
export function temporaryFor(path: string): string {
  return join(dirname(path), `.${basename(path)}.${here}-${process.pid}-${randomBytes(4).toString("hex")}.partial`);
}

/**
 * Removes what atomic writes of ended processes of this machine left in `folder`, as after a kill; returns the names removed.
 */
export async function removeStaleTemporaries(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const stale = names.filter((name) => {
    const match = PATTERN.exec(name);
    return match !== null && match[1] === here && !isAlive(Number(match[2]));
  });
  await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })));
  return stale;
}
