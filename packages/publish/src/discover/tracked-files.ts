import { execFile } from "node:child_process";
import { lstat } from "node:fs/promises";
import { join } from "node:path";

const LARGEST_LIST = 1 << 22;
const TIME = 20_000;

/** Names that Git tracks, or why they are not known. */
export type Tracked = { paths: string[] } | { reason: string };

/**
 * Checkpoints that Git tracks in a folder with a .git, as `git ls-files` lists them: nothing else of Git is run, and no program that the
 * repository's configuration names. Throws the signal's reason.
 */
export async function trackedFiles(folder: string, { signal }: { signal?: AbortSignal } = {}): Promise<Tracked> {
  const there = await lstat(join(folder, ".git")).catch(() => undefined);
  if (!there) return { reason: "not a Git repository" };
  const args = ["-c", "core.fsmonitor=false", "ls-files", "-z", "--", "*.pt", "*.safetensors"];
  return new Promise((resolve, reject) => {
    execFile(
      "git",
      args,
      { cwd: folder, maxBuffer: LARGEST_LIST, timeout: TIME, windowsHide: true, ...(signal && { signal }) },
      (error, stdout, stderr) => {
        if (signal?.aborted) reject(signal.reason);
        else if (!error) resolve({ paths: stdout.split("\0").filter((path) => path !== "") });
        else if (error.code === "ENOENT") resolve({ reason: "git is not installed" });
        else resolve({ reason: `git ls-files failed: ${stderr.trim().split("\n")[0] || error.message}` });
      },
    );
  });
}
