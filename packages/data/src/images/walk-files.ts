import type { Dirent, Stats } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { safeJoin } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkInside } from "./inside-folder.ts";
import { readFolder } from "./read-folder.ts";
import type { OpenImageSetOptions } from "./set-options.ts";
import { tooManyItems } from "./too-many-items.ts";

const DEEPEST = 32;
const LITTER = /^(?:\.|thumbs\.db$|desktop\.ini$)/i;

export interface Walked {
  /** Paths below the root with "/" between parts, in the order of their characters. */
  files: string[];
  /** The folders, likewise. */
  folders: string[];
}

/**
 * Every file and folder below a folder. Hidden ones and what file managers leave are left out. Links are followed as far as they stay
 * inside; a link that leads nowhere is a file.
 *
 * @throws TinyCatsError "link-outside-folder", "folders-too-deep", "too-many-items", "file-unreadable"; FilesError "unsafe-path".
 */
export async function walkFiles(
  root: string,
  { followLinks = false, maxItems = 1_000_000, signal, onProgress }: OpenImageSetOptions,
): Promise<Walked> {
  const real = await realpath(root);
  const found: Walked = { files: [], folders: [] };

  const visit = async (folder: string, below: string, above: readonly string[]): Promise<void> => {
    signal?.throwIfAborted();
    if (above.length > DEEPEST) throw tooDeep(below);
    const entries = (await readFolder(folder)).filter(({ name }) => !LITTER.test(name));
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = below === "" ? entry.name : `${below}/${entry.name}`;
      const path = safeJoin(root, file);
      const target = entry.isSymbolicLink() ? await follow(path, file) : { info: entry, place: path };
      if (target.info?.isDirectory()) {
        if (above.includes(target.place)) throw tooDeep(file);
        if (found.folders.length === maxItems) throw tooManyItems(maxItems);
        found.folders.push(file);
        await visit(path, file, [...above, target.place]);
      } else {
        if (found.files.length === maxItems) throw tooManyItems(maxItems);
        found.files.push(file);
      }
    }
    onProgress?.({ found: found.files.length });
  };

  const follow = async (path: string, file: string): Promise<{ info: Stats | Dirent | undefined; place: string }> => {
    const place = await realpath(path).catch(() => undefined);
    if (place === undefined) return { info: undefined, place: path };
    if (!followLinks) checkInside({ root: real, path: place }, file);
    return { info: await stat(place).catch(() => undefined), place };
  };

  await visit(root, "", [real]);
  return found;
}

function tooDeep(file: string): TinyCatsError {
  return new TinyCatsError(
    "folders-too-deep",
    `"${file.slice(0, 200)}" is more than ${DEEPEST} folders deep, or a circle`,
    {
      value: file,
      remedy: "remove the link that leads back, or name a folder further in",
    },
  );
}
