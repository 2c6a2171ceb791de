import { join } from "node:path";
import { ifThere, readTextBounded, safeJoin } from "@tiny-cats/files";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { checkUnique } from "../images/check-unique.ts";
import type { Box, ImageItem } from "../images/image-set.ts";
import { parseList } from "../images/parse-list.ts";
import { parseHeadXml } from "./parse-head-xml.ts";
import type { PetsFolder } from "./pets-folder.ts";

const LARGEST_LIST = 64 << 20;
const LARGEST_XML = 1 << 18;

export interface ReadPets {
  items: ImageItem[];
  /** Annotations that can't be read; their pictures are without a box. */
  unread: { file: string; message: string }[];
}

/**
 * The pictures of the official lists with the boxes of their heads, where they have one; the split of trainval.txt is "train".
 *
 * @throws TinyCatsError "invalid-list" or "duplicate-item"; FilesError "unsafe-path" and those of reading.
 */
export async function readPets({ images, annotations }: PetsFolder, signal: AbortSignal): Promise<ReadPets> {
  const read = async (name: string, split: "train" | "test") =>
    parseList(await readTextBounded(join(annotations, name), { maxBytes: LARGEST_LIST, signal }), { split });
  const listed = [...(await read("trainval.txt", "train")), ...(await read("test.txt", "test"))];
  checkUnique(listed);
  const found: ReadPets = { items: [], unread: [] };
  for (const item of listed) {
    const path = safeJoin(images, item.file);
    const name = `${item.file.replace(/\.\w+$/, "")}.xml`;
    const text = await ifThere(
      readTextBounded(safeJoin(annotations, `xmls/${name}`), { maxBytes: LARGEST_XML, signal }),
    );
    let box: Box | undefined;
    try {
      if (text !== undefined) box = parseHeadXml(text);
    } catch (error) {
      // Whoever fetched the set can't correct it, and one head more or less must not keep them from the rest.
      if (!isTinyCatsError(error)) throw error;
      found.unread.push({ file: name, message: error.message });
    }
    found.items.push({ ...item, path, ...(box && { box }) });
  }
  return found;
}
