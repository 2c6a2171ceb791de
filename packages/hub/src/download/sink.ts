import { constants } from "node:fs";
import { type FileHandle, lstat, mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { writeError } from "@tiny-cats/files";
import { BLOCK } from "./block.ts";
import { type Content, contentHash } from "./content.ts";
import type { Receiver } from "./receive.ts";

/** Takes in a file's content beside the name it will have. It uses two blocks of memory. */
export interface Sink extends Receiver {
  /** Whether an earlier run's bytes are among them. */
  readonly resumed: boolean;
  /** Whether it is the content, which then stands in the file; otherwise all is forgotten. */
  finish(): Promise<boolean>;
  /** Leaves what came to a later run. */
  suspend(): Promise<void>;
}

/**
 * Opens a partial file, and hashes what an earlier run left there.
 *
 * @throws FilesError as writeFileAtomic does; the signal's reason.
 */
export async function openSink(path: string, content: Content, signal?: AbortSignal): Promise<Sink> {
  let hash = contentHash(content);
  let file: FileHandle | undefined;
  let position = 0;
  let resumed = false;
  let blocks: [Buffer, Buffer] | undefined;
  let filled = 0;
  let writing: Promise<void> = Promise.resolve();

  const block = () => Buffer.allocUnsafeSlow(Math.min(BLOCK, content.size));
  const system = <T>(action: Promise<T>): Promise<T> =>
    action.catch((error) => {
      throw writeError(path, error);
    });

  async function create(): Promise<FileHandle> {
    // Nothing that stands there, such as a link, is written through.
    const make = () => open(path, "wx+", 0o666);
    return make().catch(async () => {
      await mkdir(dirname(path), { recursive: true });
      await rm(path, { force: true });
      return make();
    });
  }

  /** Hashes the block and begins to write it; the one before is waited for. */
  async function flush(): Promise<void> {
    await system(writing);
    if (filled === 0) return;
    file ??= await system(create());
    const [full, next] = blocks!;
    const part = full.subarray(0, filled);
    hash.update(part);
    writing = writeAll(file, part, position - filled);
    // It is waited for, and fails, with the next block.
    writing.catch(() => {});
    blocks = [next, full];
    filled = 0;
  }

  async function close(): Promise<void> {
    await writing.catch(() => {});
    await file?.close().catch(() => {});
    file = undefined;
    writing = Promise.resolve();
  }

  async function restart(): Promise<void> {
    const begun = file !== undefined || resumed;
    await close();
    if (begun) await system(rm(path, { force: true }));
    hash = contentHash(content);
    position = filled = 0;
    resumed = false;
    blocks = undefined;
  }

  async function resume(): Promise<void> {
    // Of a small one nothing is kept.
    const info = content.size < BLOCK ? undefined : await lstat(path).catch(() => undefined);
    if (!info) return;
    if (!info.isFile() || info.size === 0 || info.size > content.size)
      return system(rm(path, { recursive: true, force: true }));
    file = await system(open(path, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0)));
    const buffer = Buffer.allocUnsafe(BLOCK);
    while (position < info.size) {
      signal?.throwIfAborted();
      const { bytesRead } = await system(file.read(buffer, 0, Math.min(BLOCK, info.size - position), position));
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      position += bytesRead;
    }
    resumed = position > 0;
  }

  try {
    await resume();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    get position() {
      return position;
    },
    get resumed() {
      return resumed;
    },
    async write(chunk) {
      if (position + chunk.length > content.size) return false;
      blocks ??= [block(), content.size > BLOCK ? block() : Buffer.alloc(0)];
      for (let taken = 0; taken < chunk.length; ) {
        const part = chunk.subarray(taken, taken + blocks[0].length - filled);
        blocks[0].set(part, filled);
        filled += part.length;
        position += part.length;
        taken += part.length;
        if (filled === blocks[0].length) await flush();
      }
      return true;
    },
    restart,
    async finish() {
      await flush();
      await system(writing);
      if (position !== content.size || hash.digest("hex") !== content.oid) {
        await restart();
        return false;
      }
      file ??= await system(create());
      // What is small is quickly fetched again should the machine stop now: the size of a file that was lost is not right.
      if (content.size >= BLOCK) await system(file.sync());
      await close();
      return true;
    },
    async suspend() {
      if (file || position >= BLOCK) await flush().catch(() => {});
      await close();
    },
  };
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}
