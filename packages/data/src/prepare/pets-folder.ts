import { stat } from "node:fs/promises";
import { join } from "node:path";
import { md5File } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { unpackTar } from "../archive/unpack-tar.ts";
import { PETS_ARCHIVES } from "../fetch/pets-archives.ts";
import type { PrepareProgress } from "./prepare-progress.ts";

/** Where the data set lies unpacked. */
export interface PetsFolder {
  images: string;
  annotations: string;
  /** What it was unpacked from; none where it lay there unpacked. */
  archives: { file: string; bytes: number; md5: string }[];
}

/**
 * Finds the data set in a folder: unpacked as images/ and annotations/, else as the two archives, which are then unpacked into `raw`.
 *
 * @throws TinyCatsError "set-not-found" and those of unpackTar; FilesError of reading and writing; the signal's reason.
 */
export async function openPetsFolder(
  folder: string,
  raw: string,
  { signal, onProgress }: { signal: AbortSignal; onProgress: PrepareProgress },
): Promise<PetsFolder> {
  const isThere = (path: string) =>
    stat(join(folder, path)).then(
      () => true,
      () => false,
    );
  if ((await isThere("annotations/trainval.txt")) && (await isThere("images"))) {
    return { images: join(folder, "images"), annotations: join(folder, "annotations"), archives: [] };
  }
  const archives: PetsFolder["archives"] = [];
  const size = async (name: string) => (await stat(join(folder, name)).catch(() => undefined))?.size;
  const sizes = await Promise.all(PETS_ARCHIVES.map(({ name }) => size(name)));
  if (sizes.includes(undefined)) {
    throw new TinyCatsError(
      "set-not-found",
      `${folder} has neither Oxford-IIIT Pet's archives nor its images/ and annotations/`,
      {
        value: folder,
        remedy: "fetch them into it first: tiny-cats data fetch, or fetchPets",
      },
    );
  }
  const total = sizes.reduce<number>((sum, bytes) => sum + bytes!, 0);
  for (const [stage, work] of [
    ["checking", hash],
    ["unpacking", unpack],
  ] as const) {
    let before = 0;
    for (const [i, { name }] of PETS_ARCHIVES.entries()) {
      await work(name, (done) => onProgress({ stage, done: before + done, total }));
      before += sizes[i]!;
    }
  }
  return {
    images: join(raw, "images.tar.gz", "images"),
    annotations: join(raw, "annotations.tar.gz", "annotations"),
    archives,
  };

  async function hash(file: string, told: (done: number) => void): Promise<void> {
    const path = join(folder, file);
    const md5 = await md5File(path, { signal, onProgress: ({ bytes }) => told(bytes) });
    archives.push({ file, bytes: (await stat(path)).size, md5 });
  }

  async function unpack(file: string, told: (done: number) => void): Promise<void> {
    await unpackTar(join(folder, file), join(raw, file), { signal, onProgress: ({ done }) => told(done) });
  }
}
