import { buildGraph, type GraphBuilder, makeTensor, writeModel } from "@tiny-cats/onnx";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { hashOf } from "./model-folder.ts";

const LABELS = ["Abyssinian", "Bengal", "Other"];
const SIDE = 32;
const spec = (name: string, dtype: string, ...shape: (string | number)[]) => ({ name, dtype, shape });

function folderWith(g: GraphBuilder, manifest: Record<string, unknown>): string {
  const bytes = writeModel(g.finish());
  return folderOf({
    "onnx/model.onnx": bytes,
    "tiny-cats.json": JSON.stringify({
      schema: "tiny-cats/manifest",
      version: 1,
      license: "MIT",
      labels: LABELS,
      files: [{ path: "onnx/model.onnx", role: "model", bytes: bytes.length, sha256: hashOf(bytes), dtype: "float32" }],
      provenance: { origin: "by hand", untrained: false },
      ...manifest,
    }),
  });
}

/** Something of a graph that a builder gives. */
type Value = ReturnType<GraphBuilder["input"]>;

/** A classifier by hand: logits [b, 3] of the mean brightness [b, 1], 0 to 1. */
export function handClassifier(logits: (g: GraphBuilder, mean: Value) => Value): string {
  const g = buildGraph("classifier");
  const x = g.input("pixel_values", "float32", ["batch", 3, SIDE, SIDE]);
  g.output("logits", logits(g, g.reshape(g.reduceMean(x, [1, 2, 3]), [-1, 1])));
  return folderWith(g, {
    name: "hand",
    task: "image-classification",
    architecture: "hand",
    inputs: [spec("pixel_values", "float32", "batch", 3, SIDE, SIDE)],
    outputs: [spec("logits", "float32", "batch", LABELS.length)],
    preprocessing: {
      background: [255, 255, 255],
      resize: { short_side: SIDE, resample: "bilinear", long_side: "truncate" },
      crop: { width: SIDE, height: SIDE, pad: 0 },
      rescale_factor: 1 / 255,
      mean: [0, 0, 0],
      std: [1, 1, 1],
    },
  });
}

/** Numbers for a row of logits. */
export const row = (g: GraphBuilder, name: string, values: readonly number[]): Value =>
  g.weight(name, makeTensor("float32", [1, values.length], values));

/** What a generator's velocity is made of: noise, the time [b, 1, 1, 1], and the breed as a number [b, 1, 1, 1]. */
interface Parts {
  noise: Value;
  time: Value;
  breed: Value;
}

/** A generator by hand of two breeds. */
export function handGenerator(velocity: (g: GraphBuilder, parts: Parts) => Value, changes: object = {}): string {
  const g = buildGraph("generator");
  const noise = g.input("noise", "float32", ["batch", 3, SIDE, SIDE]);
  const time = g.reshape(g.input("timestep", "float32", ["batch"]), [-1, 1, 1, 1]);
  const table = g.weight("table", makeTensor("float32", [4], [-0.5, 0.5, 0.9, 0]));
  const breed = g.reshape(g.gather(table, g.input("breed", "int64", ["batch"])), [-1, 1, 1, 1]);
  g.output("velocity", velocity(g, { noise, time, breed }));
  return folderWith(g, {
    name: "hand",
    task: "class-conditional-image-generation",
    architecture: "hand",
    inputs: [
      spec("noise", "float32", "batch", 3, SIDE, SIDE),
      spec("timestep", "float32", "batch"),
      spec("breed", "int64", "batch"),
    ],
    outputs: [spec("velocity", "float32", "batch", 3, SIDE, SIDE)],
    generation: {
      image_size: SIDE,
      drawable: [0, 1],
      null_class: 3,
      prediction: "velocity",
      sampler: {
        solver: "euler",
        steps: 4,
        times: { kind: "uniform" },
        guidance: { scale: 1, interval: [0, 1], rescale: 0 },
      },
      ...changes,
    },
  });
}
