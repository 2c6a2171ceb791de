import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTextBounded } from "@tiny-cats/files";
import { downloadFile, type HubOptions, isHubError, type RepoId } from "@tiny-cats/hub";

const LARGEST = 8 << 20;

/** The text of a file of a repository; undefined where it has none of this name. @throws what downloadFile and reading throw */
export async function readRemote(
  repo: RepoId,
  path: string,
  { revision, ...hub }: HubOptions & { revision: string },
): Promise<string | undefined> {
  const cache = await mkdtemp(join(tmpdir(), "tiny-cats-remote-"));
  try {
    return await readTextBounded(await downloadFile(repo, path, { ...hub, revision, cache }), { maxBytes: LARGEST });
  } catch (error) {
    if (isHubError(error, "entry-not-found")) return undefined;
    throw error;
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}
