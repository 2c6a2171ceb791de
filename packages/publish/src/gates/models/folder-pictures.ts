import { join } from "node:path";
import { type RgbImage, toRgb } from "@tiny-cats/core";
import { decodeImage } from "@tiny-cats/core/node";
import { decodePng } from "@tiny-cats/core/png";
import { readFileBounded } from "@tiny-cats/files";
import { LAYOUT } from "../../layout.ts";
import type { PublishedFolder } from "../folder/open-folder.ts";

const PICTURE = new RegExp(`^${LAYOUT.samples}/[^/]+\\.(?:png|jpe?g|webp)$`, "i");
/** More than a card shows. */
const MOST = 512;
const LARGEST = 2 ** 26;
const MOST_PIXELS = 2 ** 24;

/** Paths of the pictures in samples/, as many as are looked at. */
export function samplePaths({ entries }: Pick<PublishedFolder, "entries">): string[] {
  return entries
    .filter(({ path, kind }) => kind !== "other" && PICTURE.test(path))
    .slice(0, MOST)
    .map(({ path }) => path);
}

/** The file of one of them. @throws FilesError of reading, "file-too-large" above 64 MiB */
export async function readSampleBytes(
  { root }: Pick<PublishedFolder, "root">,
  path: string,
  options: { signal?: AbortSignal },
): Promise<Uint8Array> {
  return readFileBounded(join(root, path), { maxBytes: LARGEST, ...options });
}

/** Reads one of them; a PNG without any decoder but our own. Throws what reading and decoding throw. */
export async function readSample(
  { root }: Pick<PublishedFolder, "root">,
  path: string,
  options: { signal?: AbortSignal },
): Promise<RgbImage> {
  const bytes = await readSampleBytes({ root }, path, options);
  if (!path.toLowerCase().endsWith(".png")) return decodeImage(bytes, { maxPixels: MOST_PIXELS, ...options });
  return toRgb(await decodePng(bytes));
}
