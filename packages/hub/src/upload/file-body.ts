import { type FileHandle, open } from "node:fs/promises";
import { fileChanged } from "./file-changed.ts";
import { type LocalFile, stampOf } from "./local-file.ts";

/** Bytes read at once. */
const BLOCK = 256 << 10;
/** Blocks of one stream that are used in turn: the engine asks for the next one when the one before has gone out. */
const RING = 4;

export interface FileRange {
  start: number;
  /** Exclusive. */
  end: number;
}

/**
 * A part of a file as a stream that reads when it is asked to: memory does not grow with the part. The file must be the one that was
 * planned, before its first byte and after its last.
 *
 * @param reuse whether blocks are used again, which keeps memory low, but is not for a fetch that gathers what it is to send.
 * @param fault is called with a "file-changed" or the system's error, which the stream fails of too.
 */
export function fileBody(
  file: LocalFile,
  { start, end }: FileRange,
  { reuse, sent, fault }: { reuse: boolean; sent: (bytes: number) => void; fault: (error: unknown) => void },
): ReadableStream<Uint8Array> {
  const ring: Uint8Array[] = [];
  let count = 0;
  const next = () => {
    const slot = count++ % RING;
    ring[slot] = (reuse ? ring[slot] : undefined) ?? new Uint8Array(Math.min(BLOCK, end - start));
    return ring[slot];
  };
  let handle: FileHandle | undefined;
  let position = start;
  const check = async () => {
    if (stampOf(await handle!.stat({ bigint: true })) !== file.stamp) throw fileChanged(file.path);
  };
  const close = () => handle?.close().catch(() => {});
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          if (!handle) {
            handle = await open(file.source);
            await check();
          }
          const block = next().subarray(0, end - position);
          const { bytesRead } = await handle.read(block, 0, block.length, position);
          if (bytesRead === 0) throw fileChanged(file.path);
          position += bytesRead;
          if (position === end) await check();
          controller.enqueue(block.subarray(0, bytesRead));
          sent(bytesRead);
          if (position < end) return;
          await close();
          controller.close();
        } catch (error) {
          await close();
          fault(error);
          controller.error(error);
        }
      },
      async cancel() {
        await close();
      },
    },
    { highWaterMark: 0 },
  );
}
