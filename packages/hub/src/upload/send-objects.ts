import { eitherSignal } from "../request/either-signal.ts";
import { runPool } from "../run-pool.ts";
import { bytesToHash, hashFile } from "./hash-file.ts";
import { BATCH, lfsBatch } from "./lfs-batch.ts";
import { recordHash } from "./record-hash.ts";
import { sendObject } from "./send-object.ts";
import type { PlannedFile } from "./upload-plan.ts";
import type { UploadWork } from "./upload-work.ts";

const HASHED_AT_ONCE = 2;

/**
 * Hashes files and sends them as LFS objects, the next being hashed while those before are under way. Files of equal content are sent once.
 *
 * @throws as `sendObject` and `hashFile`; everything that is under way is stopped then.
 */
export async function sendObjects(work: UploadWork, files: readonly PlannedFile[]): Promise<void> {
  const stop = new AbortController();
  const signal = eitherSignal(work.connection.signal, stop.signal);
  const inner: UploadWork = { ...work, connection: { ...work.connection, signal } };

  const ready: PlannedFile[] = [];
  const seen = new Set<string>();
  const underWay = new Set<Promise<void>>();
  let hashing = true;
  let wake = () => {};
  let failure: { error: unknown } | undefined;
  const fail = (error: unknown) => {
    failure ??= { error };
    stop.abort(error);
    wake();
  };

  work.hashing?.expect(bytesToHash(files, () => "sha256"));
  const hashed = runPool(files, HASHED_AT_ONCE, async (file) => {
    const oid = await hashFile(file, "sha256", {
      signal,
      counter: work.hashing,
      onHash: (one) => recordHash(work, one),
    });
    if (seen.has(oid)) {
      work.uploading.add(file.bytes);
      work.uploading.fileDone();
    } else ready.push(file);
    seen.add(oid);
    wake();
  })
    .catch(fail)
    .finally(() => {
      hashing = false;
      wake();
    });

  while (!failure && (hashing || ready.length > 0 || underWay.size > 0)) {
    if (ready.length > 0 && underWay.size < work.concurrency) {
      const batch = ready.splice(0, BATCH);
      const actions = await lfsBatch(inner, batch).catch(fail);
      actions?.forEach((action, i) => {
        const sending: Promise<void> = sendObject(inner, batch[i], action)
          .then(() => work.uploading.fileDone(), fail)
          .finally(() => {
            underWay.delete(sending);
            wake();
          });
        underWay.add(sending);
      });
    } else
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  }
  await Promise.all([hashed, ...underWay]);
  if (failure) throw failure.error;
}
