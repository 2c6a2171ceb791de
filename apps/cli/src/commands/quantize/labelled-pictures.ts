import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { LabelledPicture } from "@tiny-cats/architectures/quantize";
import { readTextBounded, safeJoin } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** More than any list of a set that is calibrated on. */
const MOST = 64 * 2 ** 20;
const PICTURE = /\.(?:jpe?g|png|webp|avif|gif|tiff?)$/i;

/**
 * The pictures of a set: those that index.csv lists by file, breed, split and, where it is told, species, lying beside it or in images/; or
 * those of its folders, each named for a label. What is no cat has the label Other.
 *
 * Throws `no-pictures`, `invalid-picture-list`; as reading does.
 */
export async function labelledPictures(
  folder: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<LabelledPicture[]> {
  const names = await readdir(folder, { withFileTypes: true }).catch((cause) => {
    throw new TinyCatsError("no-pictures", `${folder} can't be read as a folder of labelled pictures`, {
      value: folder,
      remedy: "give a folder with an index.csv, or with a folder for each label",
      cause,
    });
  });
  const listed = names.some((entry) => entry.isFile() && entry.name === "index.csv");
  const found = listed
    ? await fromList(
        folder,
        names.some((entry) => entry.isDirectory() && entry.name === "images"),
        signal,
      )
    : await fromFolders(
        folder,
        names.filter((entry) => entry.isDirectory()).map(({ name }) => name),
      );
  if (found.length > 0) return found;
  throw new TinyCatsError("no-pictures", `there is no labelled picture in ${folder}`, {
    value: folder,
    remedy: "give a folder with an index.csv, or with a folder for each label",
  });
}

async function fromList(folder: string, hasImages: boolean, signal?: AbortSignal): Promise<LabelledPicture[]> {
  const text = await readTextBounded(join(folder, "index.csv"), { maxBytes: MOST, ...(signal && { signal }) });
  const [head, ...lines] = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .filter(Boolean);
  const columns = (head ?? "").split(",");
  const place = (name: string) => columns.indexOf(name);
  const [file, breed, split, species] = ["file", "breed", "split", "species"].map(place);
  if (file < 0 || breed < 0) throw invalidList(1, head);
  const images = hasImages ? join(folder, "images") : folder;
  return lines.map((line, i) => {
    const cells = line.split(",");
    if (cells.length !== columns.length || line.includes('"') || cells[file] === "") throw invalidList(i + 2, line);
    const isCat = species < 0 || cells[species] === "cat";
    return {
      path: safeJoin(images, cells[file]),
      label: isCat ? cells[breed] : "Other",
      ...(split >= 0 && { split: cells[split] }),
    };
  });
}

async function fromFolders(folder: string, labels: readonly string[]): Promise<LabelledPicture[]> {
  const lists = await Promise.all(
    labels.toSorted().map(async (label) => {
      const files = (await readdir(join(folder, label))).filter((name) => PICTURE.test(name)).sort();
      return files.map((name) => ({ path: join(folder, label, name), label }));
    }),
  );
  return lists.flat();
}

function invalidList(line: number, value: unknown): TinyCatsError {
  return new TinyCatsError("invalid-picture-list", `line ${line} of index.csv does not say file and breed`, {
    value,
    remedy: "give it the columns file and breed, and split where there are splits, without quotes",
  });
}
