import { statSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { startChild } from "./start-child.ts";
import { temporariesIn } from "./temporaries-in.ts";

const BLOCKS = 400;
const BLOCK = 1 << 18;

/** What a writer of write-slowly.ts leaves when it ends as it likes. */
const WHOLE = BLOCKS * BLOCK;

/**
 * Starts a process that writes WHOLE bytes to `path`, and kills it (SIGKILL) once `share` of them lie in its temporary file.
 * Returns the sizes of what it left unfinished; none when the kill came too late.
 */
export async function killWriter(path: string, share: number): Promise<number[]> {
  const child = startChild("write-slowly", [path, BLOCKS, 1]);
  let alive = true;
  child.ended.then(() => {
    alive = false;
  });
  const before = new Set(temporariesIn(dirname(path)).map(({ name }) => name));
  const own = () => temporariesIn(dirname(path)).filter(({ name }) => !before.has(name));
  while (alive && !own().some(({ bytes }) => bytes >= share * WHOLE && bytes > 0)) await setTimeout(1);
  child.process.kill("SIGKILL");
  await child.ended;
  return own()
    .map(({ bytes }) => bytes)
    .filter((bytes) => bytes < WHOLE);
}

/** Whether the file at `path` is what a writer leaves. */
export function isWhole(path: string): boolean {
  return statSync(path).size === WHOLE;
}
