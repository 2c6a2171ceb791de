import { isAbsolute, relative, sep } from "node:path";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * Refuses a place that a link leads to outside of a set's folder, for what a stranger's set names must be a stranger's file.
 *
 * @param real both without links in them.
 * @throws TinyCatsError "link-outside-folder".
 */
export function checkInside(real: { root: string; path: string }, file: string): void {
  const below = relative(real.root, real.path);
  if (below !== ".." && !below.startsWith(`..${sep}`) && !isAbsolute(below)) return;
  throw new TinyCatsError("link-outside-folder", `"${file}" is a link that leaves the set's folder`, {
    value: file,
    remedy: "put the file itself there, or pass followLinks if you made the links",
  });
}
