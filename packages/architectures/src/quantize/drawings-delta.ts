import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFileAtomic } from "@tiny-cats/files";
import type { Model } from "@tiny-cats/onnx";
import type { GenerationManifest } from "@tiny-cats/schema";
import { writeGraph } from "../node/write-graph.ts";
import type { CompareDrawings, DrawingsCompared } from "./compare-drawings.ts";

/** A generator as it was given, and in its manifest's words. */
export interface OriginalGenerator {
  readonly path: string;
  readonly manifest: GenerationManifest;
}

/** Compares drawings by a generator and by its quantized graph, which stands in a temporary folder meanwhile. Throws as writing and `compare` do. */
export async function drawingsDelta(
  { path, manifest }: OriginalGenerator,
  quantized: Model,
  compare: CompareDrawings,
  { signal }: { readonly signal?: AbortSignal },
): Promise<DrawingsCompared> {
  const stop = signal ? { signal } : {};
  const folder = await mkdtemp(join(tmpdir(), "tiny-cats-quantize-"));
  try {
    const [file] = await writeGraph(folder, "model.onnx", quantized, stop);
    const files = [{ path: file.path, role: "model", bytes: file.bytes, sha256: file.sha256 }];
    await writeFileAtomic(join(folder, "tiny-cats.json"), JSON.stringify({ ...manifest, files }), stop);
    return await compare({ original: path, quantized: join(folder, file.path) }, stop);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
