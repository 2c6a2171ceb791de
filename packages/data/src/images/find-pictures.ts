import { realpath } from "node:fs/promises";
import { safeJoin } from "@tiny-cats/files";
import type { ImageItem } from "./image-set.ts";
import { checkInside } from "./inside-folder.ts";
import type { ListedItem } from "./listed-item.ts";
import type { OpenImageSetOptions } from "./set-options.ts";

const AT_ONCE = 256;

/**
 * Finds where listed pictures lie: below images/, else below the folder itself. One that is in neither place keeps the first, so that
 * whoever reads it says that it is missing.
 *
 * @throws TinyCatsError "link-outside-folder"; FilesError "unsafe-path".
 */
export async function findPictures(
  root: string,
  listed: readonly ListedItem[],
  { followLinks = false, signal, onProgress }: OpenImageSetOptions,
): Promise<ImageItem[]> {
  const real = await realpath(root);
  const find = async (item: ListedItem): Promise<ImageItem> => {
    const places = [safeJoin(root, `images/${item.file}`), safeJoin(root, item.file)];
    for (const path of places) {
      const place = await realpath(path).catch(() => undefined);
      if (place === undefined) continue;
      if (!followLinks) checkInside({ root: real, path: place }, item.file);
      return { ...item, path };
    }
    return { ...item, path: places[0] };
  };
  const items: ImageItem[] = [];
  for (let i = 0; i < listed.length; i += AT_ONCE) {
    signal?.throwIfAborted();
    items.push(...(await Promise.all(listed.slice(i, i + AT_ONCE).map(find))));
    onProgress?.({ found: items.length });
  }
  return items;
}
