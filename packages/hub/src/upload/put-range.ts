import { eitherSignal } from "../request/either-signal.ts";
import { send } from "../request/send.ts";
import { type FileRange, fileBody } from "./file-body.ts";
import type { PlannedFile } from "./upload-plan.ts";
import type { UploadWork } from "./upload-work.ts";

/**
 * PUTs a file or one part of it, from the disk, with its exact length. A repetition reads exactly that part again.
 *
 * @param part its number from 1; 0 of a whole file.
 * @returns the answer's ETag.
 * @throws HubError "file-changed" and those of requests; the signal's reason.
 */
export async function putRange(
  { connection, journal, uploading, speed, slot, tally, reuseBlocks }: UploadWork,
  file: PlannedFile,
  { href, header, range, part }: { href: string; header?: Record<string, string>; range: FileRange; part: number },
): Promise<string | null> {
  const oid = file.sha256!;
  const length = range.end - range.start;
  const stop = new AbortController();
  const signal = eitherSignal(connection.signal, stop.signal);
  let gone = 0;

  return slot(async () => {
    signal.throwIfAborted();
    // A run that was killed had begun it: how much of it went out is not known.
    if (journal.state.begun.has(`${oid}:${part}`)) tally.resent += length;
    journal.write({ is: "begin", oid, part });
    const body = (touch: () => void) => {
      tally.resent += gone;
      uploading.add(-gone);
      gone = 0;
      return fileBody(file, range, {
        reuse: reuseBlocks,
        sent(bytes) {
          gone += bytes;
          uploading.add(bytes);
          speed.sent(bytes);
          touch();
        },
        fault: (error) => stop.abort(error),
      });
    };
    const headers = { ...header, "content-length": String(length) };
    try {
      return await send(connection, href, { method: "PUT", headers, body, signal }, async ({ response, chunks }) => {
        for await (const _ of chunks());
        return response.headers.get("etag");
      });
    } catch (error) {
      tally.resent += gone;
      uploading.add(-gone);
      // Counted; should it be sent again by this run, it is not to be counted twice.
      journal.state.begun.delete(`${oid}:${part}`);
      throw error;
    }
  });
}
