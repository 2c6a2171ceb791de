import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { download, type HubOptions, type RepoId } from "@tiny-cats/hub";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { TreeFile } from "../report/tree-files.ts";
import { comparePublished } from "../verify/published-files.ts";

export interface VerifyDatasetOptions {
  hub: HubOptions;
  /** Where to download to; a folder of its own is made in it, and removed. */
  work: string;
  /** Whether a file that was not published may be there: one that people put there before. */
  mayHold: (path: string) => boolean;
  onProgress?: (progress: { what: string; done: number; total: number }) => void;
}

/**
 * Downloads a commit anew and hashes every file of it.
 *
 * @throws TinyCatsError "verification-failed" with what is missing, different or too much; HubError
 */
export async function verifyDataset(
  repo: RepoId,
  commit: string,
  files: readonly TreeFile[],
  { hub, work, mayHold, onProgress }: VerifyDatasetOptions,
): Promise<{ commit: string; files: number; bytes: number }> {
  const tell = (what: string) => (done: number, total: number) => onProgress?.({ what, done, total });
  const loading = tell("downloading");
  const dir = await mkdtemp(join(work, ".verify-"));
  try {
    const downloaded = await download(repo, {
      ...hub,
      dir,
      revision: commit,
      onProgress: ({ bytes, total }) => loading(bytes, total),
    });
    const { differences, others } = await comparePublished(files, downloaded.files, {
      ...(hub.signal && { signal: hub.signal }),
      onBytes: tell("comparing"),
    });
    const those = (wanted: "missing" | "changed") =>
      differences.filter(({ is }) => is === wanted).map(({ path }) => path);
    const unlike = {
      missing: those("missing"),
      extra: others.filter((path) => !mayHold(path)),
      different: those("changed"),
    };
    if (differences.length + unlike.extra.length > 0) throw verificationFailed(repo, commit, unlike);
    return { commit, files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

type Unlike = Record<"missing" | "extra" | "different", string[]>;

function verificationFailed(repo: RepoId, commit: string, found: Unlike): TinyCatsError {
  const told = Object.entries(found)
    .filter(([, paths]) => paths.length > 0)
    .map(
      ([what, paths]) => `${paths.length} ${what} (${paths.slice(0, 3).join(", ")}${paths.length > 3 ? ", ..." : ""})`,
    );
  return new TinyCatsError(
    "verification-failed",
    `what ${repo.name} has at ${commit.slice(0, 8)} is not what was published: ${told.join(", ")}`,
    { value: found, remedy: "publish again; it was not tagged. If it comes back, look at who else writes there" },
  );
}
