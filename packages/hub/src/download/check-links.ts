import { lstat, realpath } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { FilesError } from "@tiny-cats/files";

/**
 * Refuses to write below a folder through links that lead out of it. Links at a path's very end are replaced, not followed.
 *
 * @throws FilesError "unsafe-path".
 */
export async function checkLinks(root: string, paths: readonly string[]): Promise<void> {
  const real = await realpath(root).catch(() => undefined);
  if (real === undefined) return;
  const inside = (path: string) => path === real || path.startsWith(real.endsWith(sep) ? real : real + sep);
  for (const folder of foldersOf(paths)) {
    const info = await lstat(join(root, folder)).catch(() => undefined);
    if (!info?.isSymbolicLink()) continue;
    const target = await realpath(join(root, folder)).catch(() => undefined);
    if (target === undefined || !inside(target)) throw leadsOut(folder);
  }
}

/** Every folder that the paths stand in, parents first. */
function foldersOf(paths: readonly string[]): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    const parents: string[] = [];
    for (let folder = dirname(path); folder !== "." && !folders.has(folder); folder = dirname(folder))
      parents.unshift(folder);
    for (const folder of parents) folders.add(folder);
  }
  return folders;
}

function leadsOut(folder: string): FilesError {
  return new FilesError("unsafe-path", `${JSON.stringify(folder)} is a link that leads out of the folder`, {
    value: folder,
    remedy: "remove the link, or download into another folder",
  });
}
