import { mkdir, rm, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { placeFolder, sha256, writeError, writeFileAtomic } from "@tiny-cats/files";
import type { DataManifest } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { eachAtOnce } from "../each-at-once.ts";
import { PETS_LICENSE, PETS_NOTICE } from "../fetch/pets-notice.ts";
import { compareLabels } from "../images/compare-labels.ts";
import type { ImageItem, ImageSet } from "../images/image-set.ts";
import { countLabels } from "../report/count-labels.ts";
import { BY } from "../report/versions.ts";
import { itemsSha256 } from "../split/items-sha256.ts";
import { splitBySeed } from "../split/split-by-seed.ts";
import { indexCsv } from "./index-csv.ts";
import { openPetsFolder } from "./pets-folder.ts";
import { type PreparedPicture, preparePicture } from "./prepare-picture.ts";
import type { PrepareProgress } from "./prepare-progress.ts";

import { readPets } from "./read-pets.ts";

export interface PreparePetsOptions {
  /** Cuts the heads out; pictures without a box are left out. The official test part has no boxes. */
  heads?: boolean;
  /** Makes heads so many pixels wide and high, or reduces the shorter side of pictures to so many. As they are unless told. */
  size?: number;
  /** Side of the square about a head, in longer sides of its box; 1.3 unless told. Where it would pass a border it is moved inside. */
  margin?: number;
  /** Part of the official trainval that becomes val, of each class; 0.1 unless told. */
  val?: number;
  /** Of that split; 0 unless told. */
  seed?: number;
  signal?: AbortSignal;
  onProgress?: PrepareProgress;
}

const LARGEST_SIZE = 4096;
const CITATION = "O. M. Parkhi, A. Vedaldi, A. Zisserman, C. V. Jawahar: Cats and Dogs. CVPR 2012";

/**
 * Makes a set that openImageSet reads of Oxford-IIIT Pet as fetchPets left it (or unpacked): images/, index.csv with the official test part, the head
 * boxes and the hash of every file, NOTICE.txt and manifest.json. The folder is there whole or not at all.
 *
 * Pictures that are cut or reduced are PNG, resized by Pillow's bicubic filter, EXIF orientation applied.
 *
 * @throws TinyCatsError "set-not-found", "file-missing", "invalid-list", "duplicate-item", "invalid-size", "invalid-margin",
 * "invalid-shares", "invalid-seed", "no-pictures", "no-decoder", and those of unpackTar; FilesError of reading and writing; the signal's reason.
 */
export async function preparePets(
  folder: string,
  out: string,
  { heads = false, size, margin = 1.3, val = 0.1, seed = 0, signal, onProgress = () => {} }: PreparePetsOptions = {},
): Promise<DataManifest> {
  signal?.throwIfAborted();
  checkOptions(size, margin);
  const root = resolve(folder);
  return placeFolder(
    out,
    async (staging, inside) => {
      const raw = join(staging, ".raw");
      const pets = await openPetsFolder(root, raw, { signal: inside, onProgress });
      const { items: listed, unread } = await readPets(pets, inside);
      await checkThere(listed);
      const { items } = splitBySeed(setOf(listed, root), {
        seed,
        shares: { train: 1 - val, val },
        of: "train",
        exact: true,
      });
      const images = join(staging, "images");
      await system(out, mkdir(images));
      const made = await makeAll(items, images, { heads, size, margin, signal: inside, onProgress });
      await system(out, rm(raw, { recursive: true, force: true }));
      const done = made.flatMap((one) => ("item" in one ? [one.item] : []));
      if (done.length === 0) throw noPictures(root);
      const index = new TextEncoder().encode(indexCsv(done));
      const manifest: DataManifest = {
        schema: "tiny-cats/data-manifest",
        version: 1,
        name: "Oxford-IIIT Pet",
        license: PETS_LICENSE,
        citation: CITATION,
        made_by: BY,
        archives: pets.archives,
        heads,
        size: size ?? null,
        margin: heads ? margin : null,
        split: { seed, val },
        pictures: done.length,
        splits: countSplits(done),
        labels: countLabels(setOf(done, root)),
        left_out: made.flatMap((one) => ("leftOut" in one ? [one.leftOut] : [])),
        unread_annotations: unread,
        items_sha256: itemsSha256(done),
        index_sha256: sha256(index),
      };
      await writeFileAtomic(join(staging, "index.csv"), index, { signal: inside });
      await writeFileAtomic(join(staging, "NOTICE.txt"), PETS_NOTICE, { signal: inside });
      await writeFileAtomic(join(staging, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`, {
        signal: inside,
      });
      return manifest;
    },
    { signal },
  );
}

/** Each picture in its place; "file-missing" comes before any is made, for a list whose pictures are elsewhere. */
async function checkThere(items: readonly ImageItem[]): Promise<void> {
  const missing: string[] = [];
  await eachAtOnce(items.length, 64, async (i) => {
    const isFile = await stat(items[i].path).then(
      (info) => info.isFile(),
      () => false,
    );
    if (!isFile) missing.push(items[i].file);
  });
  if (missing.length === 0) return;
  missing.sort();
  throw new TinyCatsError(
    "file-missing",
    `${missing.length} pictures of the lists are not there, such as ${missing[0]}`,
    {
      value: missing,
      remedy: "fetch the images again; lists and images must be of the same data set",
    },
  );
}

async function makeAll(
  items: readonly ImageItem[],
  images: string,
  { onProgress, ...options }: Parameters<typeof preparePicture>[2] & { onProgress: PrepareProgress },
): Promise<PreparedPicture[]> {
  const made: PreparedPicture[] = [];
  let done = 0;
  await eachAtOnce(items.length, availableParallelism(), async (i) => {
    options.signal.throwIfAborted();
    made[i] = await preparePicture(items[i], images, options);
    onProgress({ stage: "preparing", done: ++done, total: items.length });
  });
  return made;
}

function countSplits(items: readonly ImageItem[]): Record<string, number> {
  const count = (name: string) => items.filter(({ split }) => split === name).length;
  return Object.fromEntries(["train", "val", "test"].map((name) => [name, count(name)]));
}

function setOf(items: readonly ImageItem[], folder: string): ImageSet {
  const labels = [...new Set(items.map(({ label }) => label))].sort(compareLabels);
  return { folder, name: "pets", layout: "list", items, labels, ignored: [] };
}

function checkOptions(size: number | undefined, margin: number): void {
  if (size !== undefined && !(Number.isSafeInteger(size) && size >= 1 && size <= LARGEST_SIZE)) {
    throw new TinyCatsError("invalid-size", `pictures can't be made ${size} pixels wide`, {
      value: size,
      remedy: `give a whole number from 1 to ${LARGEST_SIZE}`,
    });
  }
  if (!(margin >= 1 && margin <= 100)) {
    throw new TinyCatsError("invalid-margin", `a head can't have the margin ${margin}`, {
      value: margin,
      remedy: "give the side of the square over that of the head's box, 1 or more, such as 1.3",
    });
  }
}

function noPictures(folder: string): TinyCatsError {
  return new TinyCatsError("no-pictures", `nothing can be made of the pictures in ${folder}`, {
    value: folder,
    remedy: "leave heads out where there are no annotations of heads",
  });
}

async function system<T>(path: string, call: Promise<T>): Promise<T> {
  return call.catch((error) => {
    throw writeError(path, error);
  });
}
