import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const TAG = `Signature: 8a477f597d28d172789f06886806bc55
# This file is a cache directory tag created by tiny-cats.
# For information about cache directory tags, see:
#\thttps://bford.info/cachedir/
`;

/** Marks a folder as a cache, which programs that make backups leave out (Cache Directory Tagging Specification). Makes the folder. */
export async function tagCache(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  // It is there already, or can't be written: the cache works without.
  await writeFile(join(folder, "CACHEDIR.TAG"), TAG, { flag: "wx" }).catch(() => {});
}
