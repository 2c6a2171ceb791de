import { join } from "node:path";
import { convertCheckpoint } from "@tiny-cats/architectures/node";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { hashOf, put, rehash } from "./model-folder.ts";

/** A GPT-2 in small, as it is published. */
export async function languageFolder(checkpoint = "nanogpt.pt"): Promise<string> {
  const folder = join(temporaryFolder(), "model");
  const source = vectorPath(`architectures/${checkpoint}`);
  const { config } = await convertCheckpoint(source, folder, { to: ["hf", "onnx"] });
  put(folder, "README.md", "---\nlicense: mit\n---\n# A model\n");
  put(folder, "tiny-cats.json", {
    schema: "tiny-cats/manifest",
    version: 1,
    name: "small",
    task: "text-generation",
    architecture: "gpt2",
    license: "MIT",
    files: [
      { path: "onnx/model.onnx", role: "model", dtype: "float32" },
      { path: "model.safetensors", role: "weights", dtype: "float32" },
      { path: "config.json", role: "config" },
    ],
    inputs: [{ name: "input_ids", dtype: "int64", shape: ["batch", "sequence"] }],
    outputs: [
      {
        name: "logits",
        dtype: "float32",
        shape: ["batch", "sequence", (config as { vocab_size: number }).vocab_size],
      },
    ],
    provenance: { origin: "a golden vector", untrained: false },
  });
  rehash(folder);
  return folder;
}

/** A report on a language model, of the text that it names. */
export function languageReport(sha256: string, perplexity: number | null, split = "val") {
  return {
    schema: "tiny-cats/evaluation-report",
    version: 1,
    task: "text-generation",
    measured: {
      model: { file: "model.safetensors", sha256 },
      data: { name: "text", split, sha256: hashOf(split) },
      n: 100,
      seed: 0,
      hardware: { cpu: null, cores: 2, memory_bytes: null, os: "linux" },
      versions: { node: "24.0.0" },
      command: "tiny-cats eval lm",
      date: "2026-11-21T10:00:00Z",
      by: "a test",
    },
    language: {
      cross_entropy: perplexity === null ? null : Math.log(perplexity),
      perplexity,
      bits_per_byte: null,
      intervals: null,
    },
    not_measured: {
      ...(perplexity === null && { "language.cross_entropy": "by hand", "language.perplexity": "by hand" }),
      "language.bits_per_byte": "by hand",
      "language.intervals": "by hand",
    },
    metadata: { step: null, loss: null, timestamp: null, config: null, num_samples_generated: null },
  };
}
