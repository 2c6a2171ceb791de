import { realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { safeJoin } from "@tiny-cats/files";
import type { ImageItem } from "./image-set.ts";
import { checkInside } from "./inside-folder.ts";
import type { ListedItem } from "./listed-item.ts";
import type { OpenImageSetOptions } from "./set-options.ts";

const AT_ONCE = 256;

/**
 * Finds where listed pictures lie: below images/ if there is one, else below the folder itself. One that is in neither place keeps the
 * first, so that whoever reads it says that it is missing.
 *
 * @throws TinyCatsError "link-outside-folder"; FilesError "unsafe-path".
 */
export async function findPictures(
  root: string,
  listed: readonly ListedItem[],
  { followLinks = false, signal, onProgress }: OpenImageSetOptions,
): Promise<ImageItem[]> {
  const real = await realpath(root);
  const hasImages = await stat(join(root, "images")).then(
    (info) => info.isDirectory(),
    () => false,
  );
  const find = async (item: ListedItem): Promise<ImageItem> => {
    const beside = safeJoin(root, item.file);
    const places = hasImages ? [safeJoin(root, `images/${item.file}`), beside] : [beside];
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
