import { basename, dirname, join } from "node:path";
import type { FoundModelSource } from "../discover/discovery.ts";

/** What is read beside a checkpoint's file: names, preprocessing, a tokenizer. */
const BESIDE = [
  "config.json",
  "labels.json",
  "preprocessor_config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "added_tokens.json",
  "vocab.json",
  "merges.txt",
];

/** The paths that a model's preparation reads besides the file that was hashed: its folder, or what lies beside a checkpoint; the graph given with it. */
export function besideModel({ path, form, graph }: FoundModelSource): string[] {
  const isFile = form === "checkpoint" && /\.(?:pt|pth|bin|ckpt|safetensors)$/.test(basename(path));
  const read = isFile ? BESIDE.map((name) => join(dirname(path), name)) : [path];
  return graph === undefined ? read : [...read, graph];
}
