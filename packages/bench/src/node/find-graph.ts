import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { findModel } from "@tiny-cats/core/node";
import { sha256File } from "@tiny-cats/files";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";

/** A graph's file, and what of it goes into a report. */
export interface FoundGraph {
  path: string;
  name: string;
  /** Below the model's folder where it has one, else the file's name. */
  file: string;
  sha256: string;
  /** With weights beside it. */
  bytes: number;
  dtype?: string;
  /** Files with weights beside it, and their hashes. */
  external: { file: string; sha256: string }[];
}

/** The endings that transformers.js gives graphs by their weights' type. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  float32: [""],
  float16: ["_fp16"],
  int8: ["_int8", "_quantized"],
  uint8: ["_uint8", "_quantized"],
  fp32: [""],
  fp16: ["_fp16"],
  q8: ["_quantized"],
};

/**
 * Finds a graph: an .onnx file, or in a folder the one that its tiny-cats.json lists first, or onnx/model.onnx, or model.onnx. `dtype`
 * picks another one of the folder, by its manifest or by the names transformers.js uses (model_fp16.onnx, model_quantized.onnx).
 *
 * @throws TinyCatsError "model-not-found", and those of reading a manifest or file
 */
export async function findGraph(
  source: string,
  { dtype, signal }: { dtype?: string; signal?: AbortSignal } = {},
): Promise<FoundGraph> {
  const info = await stat(source).catch(() => undefined);
  if (!info) throw notFound(source, `there is no model at ${source}`);
  if (info.isDirectory()) return inFolder(source, dtype, signal);
  if (dtype !== undefined)
    throw new TinyCatsError("invalid-bench-option", "an element type picks a graph of a folder, and a file was given", {
      value: dtype,
      remedy: "give the model's folder, or leave the element type out",
    });
  return described(source, { name: basename(source).replace(/\.onnx$/, ""), file: basename(source) }, signal);
}

async function inFolder(folder: string, dtype: string | undefined, signal?: AbortSignal): Promise<FoundGraph> {
  const found = await findModel(folder, { signal }).catch((error) => {
    if (isTinyCatsError(error) && error.code === "no-manifest") return undefined;
    throw error;
  });
  if (found) {
    const { manifest } = found;
    const graph =
      dtype === undefined ? found.graph : manifest.files.find((file) => file.role === "model" && file.dtype === dtype);
    if (!graph) throw notFound(folder, `${manifest.name} lists no graph of ${dtype}`);
    const facts = { name: manifest.name, file: graph.path, ...(graph.dtype && { dtype: graph.dtype }) };
    return described(join(folder, graph.path), facts, signal);
  }
  const endings = ENDINGS[dtype ?? "float32"] ?? [`_${dtype}`];
  const candidates = endings.flatMap((ending) => [`onnx/model${ending}.onnx`, `model${ending}.onnx`]);
  for (const file of candidates) {
    const path = join(folder, file);
    if (await stat(path).catch(() => undefined))
      return described(path, { name: basename(folder), file, ...(dtype !== undefined && { dtype }) }, signal);
  }
  throw notFound(folder, `there is neither a tiny-cats.json nor ${candidates.join(" or ")} in ${folder}`);
}

async function described(
  path: string,
  facts: Pick<FoundGraph, "name" | "file" | "dtype">,
  signal?: AbortSignal,
): Promise<FoundGraph> {
  const sha256 = await sha256File(path, { signal });
  let { size: bytes } = await stat(path);
  const external: FoundGraph["external"] = [];
  const [folder, own] = [dirname(path), basename(path)];
  for (const name of (await readdir(folder)).sort()) {
    if (!name.startsWith(`${own}_data`) && !name.startsWith(`${own}.data`)) continue;
    external.push({ file: name, sha256: await sha256File(join(folder, name), { signal }) });
    bytes += (await stat(join(folder, name))).size;
  }
  return { path, ...facts, sha256, bytes, external };
}

function notFound(value: string, message: string): TinyCatsError {
  return new TinyCatsError("model-not-found", message, {
    value,
    remedy: "give the folder of a model, or an .onnx file",
  });
}
