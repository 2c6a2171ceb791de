import { stat } from "node:fs/promises";
import { join } from "node:path";
import { openImageSet } from "../images/open-image-set.ts";
import { reportImageSet } from "../report/report-image-set.ts";
import { openTokenSet } from "../tokens/open-token-set.ts";
import { type DatasetFacts, datasetFacts } from "./dataset-facts.ts";

export interface DatasetFactsOptions {
  /** Index or list inside the folder that says what the pictures are. */
  index?: string;
  signal?: AbortSignal;
  /** Of pictures read and compared, or of tokens read. */
  onProgress?: (progress: { stage: "reading" | "comparing"; done: number; total: number }) => void;
}

/**
 * What a dataset card says of a folder: a set of tokens where metadata.json and train.bin or val.bin lie in it, else a set of pictures. Every
 * picture and every token is read.
 *
 * @throws what openImageSet and reportImageSet, or openTokenSet throw; the signal's reason.
 */
export async function datasetFactsOfFolder(
  folder: string,
  { index, signal, onProgress }: DatasetFactsOptions = {},
): Promise<DatasetFacts> {
  if (index === undefined && (await isTokenSet(folder))) {
    const set = await openTokenSet(folder, {
      signal,
      onProgress: ({ done, total }) => onProgress?.({ stage: "reading", done, total }),
    });
    await set.close();
    return datasetFacts(set);
  }
  const set = await openImageSet(folder, { allowEmpty: true, signal, ...(index !== undefined && { index }) });
  // The report itself is not kept: nobody reads its command.
  return datasetFacts(await reportImageSet(set, { command: "datasetFactsOfFolder", signal, onProgress }));
}

async function isTokenSet(folder: string): Promise<boolean> {
  const there = (name: string) =>
    stat(join(folder, name)).then(
      (info) => info.isFile(),
      () => false,
    );
  return (await there("metadata.json")) && ((await there("train.bin")) || (await there("val.bin")));
}
