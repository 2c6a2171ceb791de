import { join } from "node:path";
import { readFolder } from "./read-folder.ts";

const FOLDERS = ["annotations/", ""];

/**
 * The index or lists that a folder brings along, below it: index.csv, else lists by split, else list.txt; in annotations/ as Oxford-IIIT
 * Pet has them, else at the top. None where the folders are the classes.
 */
export async function findLists(root: string): Promise<string[]> {
  const top = await readFolder(root);
  if (top.some(({ name }) => name === "index.csv")) return ["index.csv"];
  const annotated = top.some((entry) => entry.name === "annotations" && entry.isDirectory());
  for (const folder of annotated ? FOLDERS : [""]) {
    const names = folder === "" ? top : await readFolder(join(root, folder));
    const has = (list: string) => names.some(({ name }) => name === `${list}.txt`);
    // VOC's trainval.txt is its train.txt and val.txt once more.
    const parts = has("train") || has("val") ? ["train", "val", "test"] : ["trainval", "test"];
    const lists = parts.filter(has);
    if (lists.length > 0) return lists.map((name) => `${folder}${name}.txt`);
    if (has("list")) return [`${folder}list.txt`];
  }
  return [];
}
