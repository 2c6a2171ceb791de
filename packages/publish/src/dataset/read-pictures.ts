import { type DatasetFacts, datasetFacts, hashImageSet, openImageSet, reportImageSet } from "@tiny-cats/data";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { absentFiles } from "./absent-files.ts";
import { fileMissing } from "./file-missing.ts";
import type { ReadDatasetOptions } from "./read-dataset.ts";

/** Counts a set of pictures with classes, by split and class. Each is read, and held to the hash that the set gives it. */
export async function readPictures(
  folder: string,
  { command, signal, onProgress }: ReadDatasetOptions,
): Promise<DatasetFacts> {
  const stop = signal ? { signal } : {};
  const set = await openImageSet(folder, { ...stop, allowEmpty: true });
  const missing = await absentFiles(set.items, stop);
  if (missing.length > 0) {
    throw fileMissing(
      missing.map(({ file }) => file),
      set.layout === "index" ? "index.csv" : "the set's list",
    );
  }
  await hashImageSet(set, {
    ...stop,
    onProgress: ({ done, total }) => onProgress?.({ what: "hashing pictures", done, total }),
  });
  const report = await reportImageSet(set, {
    ...stop,
    command,
    onProgress: ({ stage, done, total }) => onProgress?.({ what: `${stage} pictures`, done, total }),
  });
  const [first] = report.broken;
  if (first) {
    const files = report.broken.map(({ file }) => file);
    throw new TinyCatsError(
      "corrupt-picture",
      `${files.length} pictures can't be read: ${first.file}: ${first.message}`,
      {
        value: files,
        remedy: "fetch them again, or take them out of the set",
      },
    );
  }
  return datasetFacts(report);
}
