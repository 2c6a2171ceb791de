// Writes a TinyDiT's .pt as safetensors or as ONNX by the packages alone, without the checks of the command line.
import { open } from "node:fs/promises";
import { canonicalTensors, detect, loadTensors } from "@tiny-cats/architectures";
import { openCheckpoint, writeSafetensors } from "@tiny-cats/checkpoint/node";
import { writeModelChunks } from "@tiny-cats/onnx";

const [kind, from, to] = process.argv.slice(2);
await using checkpoint = await openCheckpoint(from);
const found = detect(checkpoint);
const tensors = await canonicalTensors(found);
if (kind === "safetensors") await writeSafetensors(to, tensors);
else {
  const { model } = writeModelChunks(found.architecture.graph(found.config, await loadTensors(tensors)));
  await using file = await open(to, "w");
  for (const chunk of model.chunks) await file.writeFile(chunk);
}
