import { join } from "node:path";
import { type DatasetFacts, datasetFacts, openTokenSet, parseTokenMetadata } from "@tiny-cats/data";
import { readJsonBounded } from "@tiny-cats/files";
import { absentFiles } from "./absent-files.ts";
import { emptyDataset } from "./empty-dataset.ts";
import { fileMissing } from "./file-missing.ts";
import type { ReadDatasetOptions } from "./read-dataset.ts";

const LARGEST = 16 << 20;
const METADATA = "metadata.json";

/** Counts a set of tokens; every token is held to the vocabulary. */
export async function readTokens(folder: string, { signal, onProgress }: ReadDatasetOptions): Promise<DatasetFacts> {
  const [absent] = await absentFiles([{ path: join(folder, METADATA) }]);
  if (absent) throw fileMissing([METADATA], "a set of tokens with train.bin or val.bin");
  const metadata = parseTokenMetadata(
    await readJsonBounded(join(folder, METADATA), { maxBytes: LARGEST, ...(signal && { signal }) }),
  );
  if (metadata.total_tokens === 0) throw emptyDataset(folder);
  const named = (["train", "val"] as const)
    .filter((split) => metadata[`${split}_tokens`] > 0)
    .map((split) => ({ name: `${split}.bin`, path: join(folder, `${split}.bin`) }));
  const missing = await absentFiles(named);
  if (missing.length > 0)
    throw fileMissing(
      missing.map(({ name }) => name),
      METADATA,
    );
  const set = await openTokenSet(folder, {
    ...(signal && { signal }),
    onProgress: ({ done, total }) => onProgress?.({ what: "reading tokens", done, total }),
  });
  await set.close();
  return datasetFacts(set);
}
