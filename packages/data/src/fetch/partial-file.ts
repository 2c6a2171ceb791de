import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, lstat, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { writeError } from "@tiny-cats/files";

/** A file that comes in parts, over several runs if need be. It lies beside its name, with the ending .part, until it is whole. */
export interface PartialFile {
  /** Bytes that are there. */
  readonly position: number;
  /** Whether bytes of an earlier run, or of another answer, are among them. */
  readonly resumed: boolean;
  /** The strong ETag that the bytes were sent with. */
  readonly etag: string | undefined;
  write(chunk: Uint8Array): Promise<void>;
  /** Forgets what is there, for an answer with another ETag or none. */
  restart(etag?: string): Promise<void>;
  /** Says that the next bytes come with another answer. */
  resume(): void;
  md5(): string;
  /** Gives it its name. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

const BLOCK = 1 << 20;
const LONGEST_ETAG = 1024;

/**
 * Opens what an earlier run left, or a new file, and hashes it.
 *
 * @throws FilesError "disk-full", "not-writable" and the like, here and in what it returns; the signal's reason.
 */
export async function openPartial(path: string, signal?: AbortSignal): Promise<PartialFile> {
  const [part, etagFile] = [`${path}.part`, `${path}.part.etag`];
  const system = <T>(call: Promise<T>): Promise<T> =>
    call.catch((error) => {
      throw writeError(path, error);
    });
  const info = await lstat(part).catch(() => undefined);
  // Nothing that stands there, such as a link, is written through.
  if (info && !info.isFile()) await system(rm(part, { recursive: true, force: true }));
  const handle = await system(open(part, constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0), 0o666));
  let hash = createHash("md5");
  let position = 0;
  let resumed = false;
  let etag: string | undefined;
  try {
    const block = new Uint8Array(BLOCK);
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await system(handle.read(block, 0, BLOCK, position));
      if (bytesRead === 0) break;
      hash.update(block.subarray(0, bytesRead));
      position += bytesRead;
    }
    resumed = position > 0;
    const text = resumed ? await readFile(etagFile, "latin1").catch(() => "") : "";
    if (/^"[\x21\x23-\x7e]*"$/.test(text) && text.length <= LONGEST_ETAG) etag = text;
  } catch (error) {
    await handle.close();
    throw error;
  }
  return {
    get position() {
      return position;
    },
    get resumed() {
      return resumed;
    },
    get etag() {
      return etag;
    },
    async write(chunk) {
      await system(writeAll(handle, chunk, position));
      hash.update(chunk);
      position += chunk.length;
    },
    async restart(next) {
      await system(handle.truncate(0));
      hash = createHash("md5");
      position = 0;
      resumed = false;
      // A weak one names no bytes (RFC 9110, 13.1.5).
      etag = next !== undefined && /^"[\x21\x23-\x7e]*"$/.test(next) && next.length <= LONGEST_ETAG ? next : undefined;
      await system(etag === undefined ? rm(etagFile, { force: true }) : writeFile(etagFile, etag, "latin1"));
    },
    resume() {
      resumed = true;
    },
    md5: () => hash.copy().digest("hex"),
    async finish() {
      await system(handle.sync());
      await system(handle.close());
      await system(rename(part, path));
      await rm(etagFile, { force: true }).catch(() => {});
    },
    async close() {
      await handle.close().catch(() => {});
      if (position > 0) return;
      await rm(part, { force: true }).catch(() => {});
      await rm(etagFile, { force: true }).catch(() => {});
    },
  };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    at += (await handle.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
  }
}
