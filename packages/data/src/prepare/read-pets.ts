import { basename, join } from "node:path";
import { ifThere, readTextBounded, safeJoin } from "@tiny-cats/files";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import { checkUnique } from "../images/check-unique.ts";
import type { Box, ImageItem } from "../images/image-set.ts";
import { parseList } from "../images/parse-list.ts";
import { parseHeadXml } from "./parse-head-xml.ts";
import type { PetsFolder } from "./pets-folder.ts";

const LARGEST_LIST = 64 << 20;
const LARGEST_XML = 1 << 18;

/**
 * The pictures of the official lists with the boxes of their heads, where they have one; the split of trainval.txt is "train".
 *
 * @throws TinyCatsError "invalid-list", "duplicate-item" or "invalid-annotation"; FilesError "unsafe-path" and those of reading.
 */
export async function readPets({ images, annotations }: PetsFolder, signal: AbortSignal): Promise<ImageItem[]> {
  const read = async (name: string, split: "train" | "test") =>
    parseList(await readTextBounded(join(annotations, name), { maxBytes: LARGEST_LIST, signal }), { split });
  const listed = [...(await read("trainval.txt", "train")), ...(await read("test.txt", "test"))];
  checkUnique(listed);
  const items: ImageItem[] = [];
  for (const item of listed) {
    const path = safeJoin(images, item.file);
    const box = await readBox(safeJoin(annotations, `xmls/${item.file.replace(/\.\w+$/, "")}.xml`), signal);
    items.push({ ...item, path, ...(box && { box }) });
  }
  return items;
}

async function readBox(path: string, signal: AbortSignal): Promise<Box | undefined> {
  const text = await ifThere(readTextBounded(path, { maxBytes: LARGEST_XML, signal }));
  try {
    return text === undefined ? undefined : parseHeadXml(text);
  } catch (error) {
    if (!isTinyCatsError(error)) throw error;
    const { code, value, remedy } = error;
    throw new TinyCatsError(code, `${basename(path)}: ${error.message}`, { value, remedy, cause: error });
  }
}
