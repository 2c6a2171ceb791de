import { stat } from "node:fs/promises";
import { join } from "node:path";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { isThere } from "./is-there.ts";

const NAMES = ["model.safetensors", "model.safetensors.index.json", "pytorch_model.bin"];

/** The file of weights that a path means: itself, or the usual one of a model's folder. Throws `no-weights-file`. */
export async function findWeights(path: string): Promise<string> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isDirectory()) return path;
  for (const name of NAMES) if (await isThere(join(path, name))) return join(path, name);
  throw new TinyCatsError("no-weights-file", `the folder ${path} holds no weights under a usual name`, {
    value: path,
    remedy: `give the file itself, or a folder with one of ${NAMES.join(", ")}`,
  });
}
