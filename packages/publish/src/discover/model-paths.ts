import type { Walked } from "./walk.ts";

const CHECKPOINT = /\.(?:pt|pth|safetensors)$/;
const WEIGHTS = ["model.safetensors", "model.safetensors.index.json", "pytorch_model.bin"];

/**
 * What among the files below a folder may be a model: folders with a tiny-cats.json, folders in Hugging Face's layout, checkpoints beside neither.
 * "" is the folder itself.
 */
export function modelPaths({ files }: Pick<Walked, "files">): {
  models: string[];
  layouts: string[];
  checkpoints: string[];
} {
  const there = new Set(files);
  const folders = [...new Set(files.map(parent))];
  const inside = (folder: string, name: string) => there.has(folder === "" ? name : `${folder}/${name}`);
  const models = folders.filter((folder) => inside(folder, "tiny-cats.json"));
  const outside = (path: string) => !models.some((folder) => isWithin(path, folder));
  const layouts = folders.filter(
    (folder) => outside(folder) && inside(folder, "config.json") && WEIGHTS.some((name) => inside(folder, name)),
  );
  const checkpoints = files.filter(
    (path) => CHECKPOINT.test(path) && outside(parent(path)) && !layouts.includes(parent(path)),
  );
  return { models, layouts, checkpoints };
}

function parent(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** A model at the root owns its own files and those in onnx/, not what lies in every folder below. */
function isWithin(folder: string, model: string): boolean {
  if (model === "") return folder === "" || folder === "onnx";
  return folder === model || folder.startsWith(`${model}/`);
}
