import { FilesError, safeJoin } from "@tiny-cats/files";
import { foldedPath } from "../folded-path.ts";

/**
 * Refuses paths from a server that could lead out of their folder, mean a device, change what git keeps for itself, or
 * be the same as, or a folder of, another one of them. `foldsCase` is asked only when two differ in nothing but case or composition.
 *
 * @throws FilesError "unsafe-path".
 */
export async function checkPaths(
  paths: readonly string[],
  { foldsCase }: { foldsCase: () => Promise<boolean> },
): Promise<void> {
  for (const path of paths) {
    safeJoin("/", path);
    const parts = foldedPath(path).split("/");
    if (parts.some((part) => part === ".git" || part === "git~1"))
      throw unsafe(path, "it would change a git repository's own files");
  }
  const same = collision(paths, (path) => path);
  if (same) throw unsafe(same[0], `${JSON.stringify(same[1])} is in the same place`);
  const alike = collision(paths, foldedPath);
  if (alike && (await foldsCase()))
    throw unsafe(alike[0], `here it is the same as ${JSON.stringify(alike[1])}: upper and lower case don't differ`);
}

/** Two paths that are the same, or one of which is a folder of the other. */
function collision(paths: readonly string[], key: (path: string) => string): [string, string] | undefined {
  const files = new Map<string, string>();
  for (const path of paths) {
    const other = files.get(key(path));
    if (other !== undefined) return [path, other];
    files.set(key(path), path);
  }
  for (const path of paths) {
    const folded = key(path);
    for (let end = folded.lastIndexOf("/"); end > 0; end = folded.lastIndexOf("/", end - 1)) {
      const other = files.get(folded.slice(0, end));
      if (other !== undefined) return [path, other];
    }
  }
  return undefined;
}

/** The error of a path that must not be written. */
export function unsafe(path: string, why: string): FilesError {
  return new FilesError(
    "unsafe-path",
    `${JSON.stringify(path.slice(0, 200))} of the repository can't be written: ${why}`,
    {
      value: path,
      remedy: "leave it out with exclude, if the rest is to be trusted; or ask the repository's owner to rename it",
    },
  );
}
