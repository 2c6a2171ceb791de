import { join } from "node:path";
import { quantizeFile } from "@tiny-cats/architectures/quantize";
import type { Manifest } from "@tiny-cats/schema";
import { LAYOUT } from "../layout.ts";
import { hashedFile } from "./hashed-file.ts";
import { quantizedOf } from "./layout-path.ts";
import type { Making } from "./making.ts";

type Entry = Manifest["files"][number];

/**
 * Adds a graph in 8 bits behind the graph of a classifier or generator that has none, quantized dynamically; what that costs is measured later, with data.
 * No manifest may lie in the folder yet: with one, the quantizer would measure by itself.
 */
export async function addQuantized(files: Entry[], notes: string[], making: Making): Promise<Entry[]> {
  const { out, pool, signal, quantize = true } = making;
  if (!quantize || quantizedOf(files)) return files;
  const first = files.findIndex(({ role }) => role === "model");
  const graph = files[first];
  if ((graph.dtype ?? "float32") !== "float32") {
    notes.push(`There is no graph in 8 bits: that of ${graph.dtype} is not quantized.`);
    return files;
  }
  const stop = signal ? { signal } : {};
  making.onProgress("quantizing", 0, 1);
  await quantizeFile(join(out, graph.path), join(out, LAYOUT.quantized), {
    ...stop,
    method: "dynamic",
    latencyRuns: 0,
    pool,
  });
  making.onProgress("quantizing", 1, 1);
  const entry = await hashedFile(out, LAYOUT.quantized, "model", { dtype: "int8", ...stop });
  notes.push(`${LAYOUT.quantized} was quantized from the graph: weights in 8 bits, activations as they come.`);
  return [...files.slice(0, first + 1), entry, ...files.slice(first + 1)];
}
