import type { Walked } from "./walk.ts";

const CHECKPOINT = /\.(?:pt|pth|safetensors)$/;
/** What a training saves beside each other, and what it exports. */
const STEP = /(?:^|\/)step-\d+(?:\.old)?$/;
const FINAL = /(?:^|\/)final$/;
const WEIGHTS = ["model.safetensors", "model.safetensors.index.json", "pytorch_model.bin"];

/**
 * What among the files below a folder may be a model: folders with a tiny-cats.json, folders that a training keeps its checkpoints in, folders in
 * Hugging Face's layout, checkpoints beside none of them. "" is the folder itself.
 */
export function modelPaths({ files }: Pick<Walked, "files">): {
  models: string[];
  runs: string[];
  layouts: string[];
  checkpoints: string[];
} {
  const there = new Set(files);
  const folders = [...new Set(files.map(parent))];
  const inside = (folder: string, name: string) => there.has(folder === "" ? name : `${folder}/${name}`);
  const models = folders.filter((folder) => inside(folder, "tiny-cats.json"));
  const outside = (path: string) => !models.some((folder) => isWithin(path, folder));
  const steps = folders.filter((folder) => STEP.test(folder) && inside(folder, "state.json"));
  const runs = [...new Set(steps.map(parent))].filter(outside);
  const isOfRun = (folder: string) => runs.includes(parent(folder)) && (steps.includes(folder) || FINAL.test(folder));
  const layouts = folders.filter(
    (folder) =>
      outside(folder) &&
      !isOfRun(folder) &&
      inside(folder, "config.json") &&
      WEIGHTS.some((name) => inside(folder, name)),
  );
  const checkpoints = files.filter((path) => {
    const folder = parent(path);
    return CHECKPOINT.test(path) && outside(folder) && !isOfRun(folder) && !layouts.includes(folder);
  });
  return { models, runs, layouts, checkpoints };
}

function parent(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** A model at the root owns its own files and those in onnx/, not what lies in every folder below. */
function isWithin(folder: string, model: string): boolean {
  if (model === "") return folder === "" || folder === "onnx";
  return folder === model || folder.startsWith(`${model}/`);
}
