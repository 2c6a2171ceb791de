import type { Modes } from "./preupload.ts";
import type { PlannedDeletion, PlannedFile } from "./upload-plan.ts";

/** What one commit does. */
export interface CommitBatch {
  regular: PlannedFile[];
  lfs: PlannedFile[];
  deleted: PlannedDeletion[];
}

/** Larger commits time out at the Hub or are refused by it (413, 504). */
const MOST_OPERATIONS = 1000;
/** Bytes of regular files, before base64 makes them a third longer. */
const MOST_INLINE = 50e6;

/**
 * Divides changes into commits of bounded size: deletions first, since a file may give way to a folder of its name, then the objects
 * that have been sent, then what is sent along.
 */
export function commitBatches(
  { regular, lfs }: Omit<Modes, "refused">,
  deleted: readonly PlannedDeletion[],
): CommitBatch[] {
  const batches: CommitBatch[] = [];
  let current: CommitBatch | undefined;
  let room = 0;
  let inlineRoom = 0;
  const batchFor = (inline: number) => {
    if (!current || room === 0 || inline > inlineRoom) {
      current = { regular: [], lfs: [], deleted: [] };
      batches.push(current);
      room = MOST_OPERATIONS;
      inlineRoom = Math.max(MOST_INLINE, inline);
    }
    room--;
    inlineRoom -= inline;
    return current;
  };
  for (const file of deleted) batchFor(0).deleted.push(file);
  for (const file of lfs) batchFor(0).lfs.push(file);
  for (const file of regular) batchFor(file.bytes).regular.push(file);
  return batches;
}
