import { realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";

/** What an address below the root means on disk. */
export type Found = { file: string; size: number; modified: Date } | { folder: true } | undefined;

/**
 * Finds the file of a path such as "/classify/" (its index.html) within a folder. Nothing outside of it is ever found: not by dots however written,
 * nor through links; nor what begins with a dot or an underscore, which is for hosts to read.
 */
export async function findFile(root: string, path: string): Promise<Found> {
  const parts = decoded(path);
  if (!parts) return undefined;
  const wanted = join(root, ...parts);
  try {
    const real = await realpath(wanted);
    const home = await realpath(root);
    if (real !== home && !real.startsWith(home + sep)) return undefined;
    const found = await stat(real);
    if (found.isFile() && !path.endsWith("/")) return { file: real, size: found.size, modified: found.mtime };
    if (!found.isDirectory()) return undefined;
    const index = await findFile(root, `${path}/index.html`);
    if (!index || "folder" in index) return undefined;
    return path.endsWith("/") ? index : { folder: true };
  } catch {
    return undefined;
  }
}

/** The path's parts; undefined where one could lead elsewhere. */
function decoded(path: string): string[] | undefined {
  let text: string;
  try {
    text = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const parts = text.split("/").filter((part) => part !== "");
  const isPlain = (part: string) => !/^[._]|[\\\0:]/.test(part);
  return parts.every(isPlain) ? parts : undefined;
}
