import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { readTextBounded } from "@tiny-cats/files";
import { downloadFile, type HubOptions, type RepoId, type RepoInfo } from "@tiny-cats/hub";

const LARGEST = 256 << 20;

/** The text of a file that a repository has; undefined where it has none of this name. */
export async function remoteText(
  repo: RepoId,
  path: string,
  { info, work, hub }: { info: RepoInfo | undefined; work: string; hub: HubOptions },
): Promise<string | undefined> {
  if (!info?.commit || !info.files.includes(path)) return undefined;
  const cache = await mkdtemp(join(work, ".remote-"));
  try {
    const file = await downloadFile(repo, path, { ...hub, revision: info.commit, cache });
    return await readTextBounded(file, { maxBytes: LARGEST, ...(hub.signal && { signal: hub.signal }) });
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}
