import { type HubError, isHubError } from "../errors/hub-error.ts";
import { call } from "../request/call.ts";
import { type LfsActions, lfsBatch } from "./lfs-batch.ts";
import { putRange } from "./put-range.ts";
import { sendParts } from "./send-parts.ts";
import type { PlannedFile } from "./upload-plan.ts";
import type { UploadWork } from "./upload-work.ts";

/**
 * Sends one LFS object as the Hub has said. Where the storage refuses, the Hub is asked once more: presigned addresses run out, and bytes may
 * have been hurt on their way.
 *
 * @throws HubError of requests, "file-changed"; the signal's reason.
 */
export async function sendObject(work: UploadWork, file: PlannedFile, actions: LfsActions): Promise<void> {
  let counted = 0;
  const uploading = {
    ...work.uploading,
    add(bytes: number) {
      counted += bytes;
      work.uploading.add(bytes);
    },
  };
  try {
    await attempt({ ...work, uploading }, file, actions);
  } catch (error) {
    if (!isHubError(error) || !isRefusal(error)) throw error;
    work.uploading.add(-counted);
    work.tally.resent += counted;
    work.connection.spent.retries++;
    work.journal.write({ is: "drop", oid: file.sha256! });
    const [again] = await lfsBatch(work, [file]);
    // Should something have gathered blocks that were used again, it does not happen twice.
    await attempt({ ...work, reuseBlocks: false }, file, again);
  }
  work.journal.write({ is: "done", oid: file.sha256! });
}

async function attempt(work: UploadWork, file: PlannedFile, { upload, verify }: LfsActions): Promise<void> {
  if (!upload) return work.uploading.add(file.bytes);
  if (upload.header?.chunk_size !== undefined) await sendParts(work, file, upload);
  else {
    const range = { start: 0, end: file.bytes };
    await putRange(work, file, { href: upload.href, header: upload.header, range, part: 0 });
  }
  if (!verify) return;
  const body = JSON.stringify({ oid: file.sha256, size: file.bytes });
  await call(work.connection, verify.href, {
    method: "POST",
    headers: { ...verify.header, "content-type": "application/vnd.git-lfs+json" },
    body: () => body,
  });
}

function isRefusal({ status }: HubError): boolean {
  return status !== undefined && status >= 400 && status < 500 && ![401, 413, 429].includes(status);
}
