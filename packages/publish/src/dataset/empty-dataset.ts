import { TinyCatsError } from "@tiny-cats/schema/errors";

/** The error of a set without items. */
export function emptyDataset(folder: string): TinyCatsError {
  return new TinyCatsError("empty-dataset", `there is no item in ${folder}`, {
    value: folder,
    remedy: "give a folder with data in it",
  });
}
