import { readFile } from "node:fs/promises";
import { canonicalTensors, detect, findUntrained, type GraphOptions, loadTensors } from "@tiny-cats/architectures";
import { openCheckpoint } from "@tiny-cats/checkpoint";
import type { EmbeddedModel } from "@tiny-cats/models";
import { writeModel } from "@tiny-cats/onnx";

/** An embedded model's ONNX file, of opset 17 in float32 unless told, made of the model.safetensors and config.json beside its manifest: the same bytes each time. */
export async function makeGraph(
  { manifest }: EmbeddedModel,
  { opset = 17, dtype = "float32" }: GraphOptions = {},
): Promise<Uint8Array> {
  const read = async (name: string) => new Uint8Array(await readFile(new URL(name, manifest)));
  const config = JSON.parse(new TextDecoder().decode(await read("config.json")));
  const found = detect(await openCheckpoint(await read("model.safetensors")), { config });
  const tensors = await canonicalTensors(found);
  const untrained = await findUntrained(found, tensors);
  if (untrained) throw new Error(`${manifest.pathname} is of weights that were not trained`);
  return writeModel(found.architecture.graph(found.config, await loadTensors(tensors, { dtype }), { opset, dtype }));
}
