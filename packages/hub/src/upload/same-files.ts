import type { RemoteFile } from "../list-tree.ts";
import { runPool } from "../run-pool.ts";
import { bytesToHash, type HashOptions, hashFile } from "./hash-file.ts";
import type { PlannedFile } from "./upload-plan.ts";

const HASHED_AT_ONCE = 4;

/**
 * The paths of those files whose content the Hub has under the same path. Only where sizes are equal is a hash computed, of the kind that the Hub has.
 *
 * @throws HubError "file-changed"; those of reading a file; the signal's reason.
 */
export async function sameFiles(
  files: readonly PlannedFile[],
  remote: ReadonlyMap<string, RemoteFile>,
  options: HashOptions,
): Promise<Set<string>> {
  const candidates = files.filter(({ path, bytes }) => remote.get(path)?.size === bytes);
  const kindOf = ({ path }: PlannedFile) => (remote.get(path)!.storage === "lfs" ? "sha256" : "gitSha1");
  options.counter?.expect(bytesToHash(candidates, kindOf));
  const same = new Set<string>();
  await runPool(
    candidates,
    HASHED_AT_ONCE,
    async (file, signal) => {
      const hash = await hashFile(file, kindOf(file), { ...options, signal });
      if (hash === remote.get(file.path)!.oid) same.add(file.path);
    },
    options.signal,
  );
  return same;
}
