import { readdir } from "node:fs/promises";
import { resolve } from "node:path";

/** What a folder of weights has: those of a model, or a training's checkpoints. */
const WEIGHTS = /^(?:model\.safetensors(?:\.index\.json)?|pytorch_model\.bin|step-\d+|final)$/;

/** Whether a path names weights rather than a graph or a model with a manifest: a file of them, or a folder, a training's among them. */
export async function isCheckpoint(path: string, cwd: string): Promise<boolean> {
  if (/\.(pt|pth|bin|ckpt|safetensors)$/.test(path)) return true;
  const names = await readdir(resolve(cwd, path)).catch((): string[] => []);
  return !names.includes("tiny-cats.json") && names.some((name) => WEIGHTS.test(name));
}
