import { join } from "node:path";
import { withLock } from "@tiny-cats/files";
import { makeFolder } from "./make-folder.ts";

/**
 * Publishes from a work folder, which is made, while no other process does. The folder of the report is made as well: one that can't be is told
 * before anything is sent.
 *
 * @throws FilesError "lock-timeout" while another process does, and those of makeFolder; what `publish` throws
 */
export async function withWorkFolder<T>(
  { work, reportDir, dryRun }: { work: string; reportDir?: string; dryRun?: boolean },
  publish: () => Promise<T>,
): Promise<T> {
  await makeFolder(work);
  if (reportDir !== undefined && !dryRun) await makeFolder(reportDir);
  return withLock(join(work, "publish.lock"), publish, { timeoutMs: 0 });
}
