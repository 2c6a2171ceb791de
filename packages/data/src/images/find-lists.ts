import { readdir } from "node:fs/promises";

const FOLDERS = ["annotations/", ""];

/**
 * The index or lists that a folder brings along, below it: index.csv, else lists by split, else list.txt; in annotations/ as Oxford-IIIT
 * Pet has them, else at the top. None where the folders are the classes.
 */
export async function findLists(root: string): Promise<string[]> {
  const top = await readdir(root);
  if (top.includes("index.csv")) return ["index.csv"];
  for (const folder of FOLDERS) {
    const names = folder === "" ? top : await readdir(`${root}/${folder}`).catch(() => [] as string[]);
    const has = (name: string) => names.includes(`${name}.txt`);
    // VOC's trainval.txt is its train.txt and val.txt once more.
    const parts = has("train") || has("val") ? ["train", "val", "test"] : ["trainval", "test"];
    const lists = parts.filter(has);
    if (lists.length > 0) return lists.map((name) => `${folder}${name}.txt`);
    if (has("list")) return [`${folder}list.txt`];
  }
  return [];
}
