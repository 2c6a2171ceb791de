import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { PictureReader, ReadPicture, ReadReply, ReadRequest } from "./picture-reader.ts";

/** The largest file that is read: more than any camera makes. */
export const MAX_BYTES = 100e6;

/** What a reader needs of a worker. */
export interface ReaderThread {
  postMessage(request: ReadRequest): void;
  terminate(): void;
  onmessage: ((event: { data: ReadReply }) => void) | null;
  onerror: ((event: { message?: string; preventDefault?(): void }) => void) | null;
}

interface Asked {
  resolve(picture: ReadPicture): void;
  reject(error: unknown): void;
}

/**
 * Reads pictures in a thread that is started with the first and ended when it has had nothing to do for a while: what it took is given back.
 * Decoding can't be stopped in its middle, so that a picture that is not wanted any more ends the thread.
 */
export function createPictureReader(
  spawn: () => ReaderThread,
  { idleMs = 10_000 }: { idleMs?: number } = {},
): PictureReader {
  let thread: ReaderThread | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let nextId = 0;
  const asked = new Map<number, Asked>();

  function end(error?: unknown): void {
    clearTimeout(idle);
    thread?.terminate();
    thread = undefined;
    for (const { reject } of asked.values()) reject(error);
    asked.clear();
  }

  function start(): ReaderThread {
    const started = spawn();
    started.onmessage = ({ data }) => {
      const waiting = asked.get(data.id);
      asked.delete(data.id);
      clearTimeout(idle);
      if (asked.size === 0) idle = setTimeout(end, idleMs);
      if ("ok" in data) waiting?.resolve(data.ok);
      else waiting?.reject(revived(data.error));
    };
    started.onerror = (event) => {
      event.preventDefault?.();
      end(crashed(event.message));
    };
    return started;
  }

  return {
    async read(blob, spec, { signal }) {
      signal.throwIfAborted();
      if (blob.size > MAX_BYTES) throw tooLarge(blob.size);
      clearTimeout(idle);
      thread ??= start();
      const id = nextId++;
      const stop = () => {
        asked.get(id)?.reject(signal.reason);
        asked.delete(id);
        // Others that are being read would end with it: then its answer is waited for, and dropped.
        if (asked.size === 0) end();
      };
      signal.addEventListener("abort", stop, { once: true });
      try {
        return await new Promise<ReadPicture>((resolve, reject) => {
          asked.set(id, { resolve, reject });
          thread?.postMessage({ id, blob, spec });
        });
      } finally {
        signal.removeEventListener("abort", stop);
      }
    },
  };
}

function revived({ message, code, remedy }: { message: string; code?: string; remedy?: string }): Error {
  return code === undefined || remedy === undefined ? new Error(message) : new TinyCatsError(code, message, { remedy });
}

function tooLarge(bytes: number): TinyCatsError {
  return new TinyCatsError("picture-too-large", `the file has ${Math.round(bytes / 1e6)} MB, more than 100`, {
    value: bytes,
    remedy: "make the picture smaller, or save it as JPEG",
  });
}

function crashed(why = "it did not say why"): TinyCatsError {
  return new TinyCatsError("worker-crashed", `the thread that reads pictures ended: ${why}`, {
    remedy: "try again; if it happens every time, make the picture smaller",
  });
}
