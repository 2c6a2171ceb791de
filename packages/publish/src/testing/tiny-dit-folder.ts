import { join } from "node:path";
import { parseConfig, tinyDit } from "@tiny-cats/architectures";
import { convertCheckpoint } from "@tiny-cats/architectures/node";
import { writeSafetensors } from "@tiny-cats/checkpoint/node";
import { formula } from "../../../../tooling/golden/fill.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { eulerSampler, generatorTensors } from "../../../eval/src/testing/graph-folder.ts";
import { put, rehash } from "./model-folder.ts";

const CONFIG = {
  model_type: "tinydit",
  image_size: 32,
  patch_size: 8,
  embed_dim: 32,
  depth: 2,
  num_heads: 2,
  num_classes: 13,
  null_class: true,
  pos_embed: true,
  time_scale: 1000,
  unpatchify: "spatial",
  prediction: "velocity",
};

/**
 * A TinyDiT in small, with weights, graph and manifest: its matrices are random numbers, each row of another size where it is to look as if it had learnt; the weights of
 * its normalisations are such numbers too, or near 1.
 */
export async function tinyDitFolder({ learnt = true, norms = false } = {}): Promise<string> {
  const root = temporaryFolder();
  const config = parseConfig(tinyDit, CONFIG);
  const tensors = new Map(
    [...tinyDit.tensors(config)].map(([name, { shape }]) => {
      const count = shape.reduce((product, side) => product * side, 1);
      const data = formula(name, count, 0.2);
      const columns = count / shape[0];
      if (learnt) for (let i = 0; i < count; i++) data[i] *= 1 + (Math.floor(i / columns) % 5);
      if (norms && /norm.*weight/.test(name)) for (let i = 0; i < count; i++) data[i] = 1 + data[i] / 100;
      return [name, { dtype: "f32" as const, shape, data }];
    }),
  );
  await writeSafetensors(join(root, "source.safetensors"), tensors);
  put(root, "config.json", CONFIG);
  await convertCheckpoint(join(root, "source.safetensors"), join(root, "model"), { to: ["safetensors", "onnx"] });
  const folder = join(root, "model");
  const side = CONFIG.image_size;
  put(folder, "tiny-cats.json", {
    schema: "tiny-cats/manifest",
    version: 1,
    name: "small",
    task: "class-conditional-image-generation",
    architecture: "tinydit",
    license: "MIT",
    labels: Array.from({ length: 13 }, (_, i) => `breed ${i}`),
    files: [
      { path: "onnx/model.onnx", role: "model", dtype: "float32" },
      { path: "model.safetensors", role: "weights", dtype: "float32" },
      { path: "config.json", role: "config" },
    ],
    ...generatorTensors(side),
    provenance: { origin: "by a formula", untrained: false },
    generation: {
      image_size: side,
      drawable: [0, 1],
      null_class: 13,
      prediction: "velocity",
      sampler: eulerSampler(4),
    },
  });
  rehash(folder);
  return folder;
}
