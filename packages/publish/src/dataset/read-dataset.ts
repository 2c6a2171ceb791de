import { join } from "node:path";
import type { DatasetFacts } from "@tiny-cats/data";
import { absentFiles } from "./absent-files.ts";
import { readHead } from "./read-head.ts";
import { readIndexedFiles } from "./read-indexed-files.ts";
import { readPictures } from "./read-pictures.ts";
import { readTokens } from "./read-tokens.ts";

export interface ReadDatasetOptions {
  /** What was typed. */
  command: string;
  signal?: AbortSignal;
  onProgress?: (progress: { what: string; done: number; total: number }) => void;
}

/** Lists of files of any kind, as the Hub's own viewers read them, and ours. */
const INDEXES = ["metadata.csv", "metadata.jsonl", "index.csv"];

/**
 * Counts what lies in a folder: tokens where there is train.bin, val.bin or a metadata.json of them; files of any kind where an index lists
 * them (metadata.csv or metadata.jsonl with a column file_name, or an index.csv without classes); else pictures with classes. Every file
 * that is listed must be there, and have the hash that the list gives it.
 *
 * @throws TinyCatsError "file-missing" with the list of what is not there, "empty-dataset", "invalid-data-index", "hash-mismatch", "corrupt-picture"
 * with the list of what can't be read, and what openImageSet, reportImageSet and openTokenSet throw; the signal's reason
 */
export async function readDataset(folder: string, options: ReadDatasetOptions): Promise<DatasetFacts> {
  if (await isTokenSet(folder)) return readTokens(folder, options);
  for (const index of INDEXES) {
    const head = await readHead(join(folder, index));
    if (head === undefined || (index === "index.csv" && namesClasses(head))) continue;
    return readIndexedFiles(folder, index, options);
  }
  return readPictures(folder, options);
}

async function isTokenSet(folder: string): Promise<boolean> {
  const bins = ["train.bin", "val.bin"].map((name) => ({ path: join(folder, name) }));
  if ((await absentFiles(bins)).length < bins.length) return true;
  return /"(?:train_tokens|tokenizer_type)"/.test((await readHead(join(folder, "metadata.json"))) ?? "");
}

function namesClasses(head: string): boolean {
  const [header] = head.replace(/^\uFEFF/, "").split(/\r?\n/, 1);
  const columns = header.split(",").map((column) => column.replaceAll('"', "").trim().toLowerCase());
  return columns.some((column) => ["breed", "label", "class"].includes(column));
}
