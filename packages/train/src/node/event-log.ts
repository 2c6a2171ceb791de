import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder, writeError } from "@tiny-cats/files";
import { keptLength } from "./kept-length.ts";
import { readBetween, readLines } from "./read-lines.ts";
import type { ModelTrainingEvent } from "./run/model-training-event.ts";

/** A file that events are added to. */
export interface EventLog {
  /** Adds an event with the time it happened at; resolves when the system has it. Throws what `@tiny-cats/files` throws of writing. */
  write(event: ModelTrainingEvent): Promise<void>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Opens a log of events, one JSON object a line, after what is in it; a line that a killed process left unfinished is cut off. With "resumed", what an
 * earlier process wrote after the checkpoint that the run goes on from is taken out: each update has one line, as if nothing had stopped the run.
 *
 * Throws what `@tiny-cats/files` throws of writing.
 */
export async function openEventLog(path: string): Promise<EventLog> {
  await makeFolder(dirname(path));
  const system = async <T>(call: Promise<T>) =>
    call.catch((error) => {
      throw writeError(path, error);
    });
  const file = await system(open(path, "a+"));
  let earlier: number | undefined = await wholeLines(file);
  await system(file.truncate(earlier));

  /** Bytes of this process's lines so far, where others before them are taken out. */
  async function takeOut(until: number, step: number): Promise<Buffer> {
    const kept = keptLength(await readLines(file, until), step);
    if (kept === until) return Buffer.alloc(0);
    const own = await readBetween(file, until, (await file.stat()).size);
    await file.truncate(kept);
    return own;
  }

  return {
    async write(event) {
      const line = Buffer.from(`${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`);
      if (event.type !== "resumed" || earlier === undefined) return await system(file.appendFile(line));
      const own = await system(takeOut(earlier, event.step));
      earlier = undefined;
      await system(file.appendFile(Buffer.concat([own, line])));
    },
    close: () => file.close(),
    [Symbol.asyncDispose]: () => file.close(),
  };
}

const BLOCK = 4096;

/** Where the last line that has its end ends. */
async function wholeLines(file: Awaited<ReturnType<typeof open>>): Promise<number> {
  const block = Buffer.alloc(BLOCK);
  for (let end = (await file.stat()).size; end > 0; end -= BLOCK) {
    const begin = Math.max(0, end - BLOCK);
    const { bytesRead } = await file.read(block, 0, end - begin, begin);
    const at = block.subarray(0, bytesRead).lastIndexOf(10);
    if (at >= 0) return begin + at + 1;
  }
  return 0;
}
