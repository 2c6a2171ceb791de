import { buildGraph, type GraphBuilder, makeTensor } from "@tiny-cats/onnx";
import {
  eulerSampler,
  generatorTensors,
  graphFolder,
  tensor,
  zeroToOne,
} from "../../../eval/src/testing/graph-folder.ts";

const LABELS = ["Abyssinian", "Bengal", "Other"];
const SIDE = 32;

/** A folder as they are published. */
function folderWith(g: GraphBuilder, manifest: Record<string, unknown>): string {
  const known = { labels: LABELS, provenance: { origin: "by hand", untrained: false }, ...manifest };
  return graphFolder(g, known, { path: "onnx/model.onnx", license: "MIT", dtype: "float32" }).folder;
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
    inputs: [tensor("pixel_values", "float32", "batch", 3, SIDE, SIDE)],
    outputs: [tensor("logits", "float32", "batch", LABELS.length)],
    preprocessing: zeroToOne(SIDE),
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
    ...generatorTensors(SIDE),
    generation: {
      image_size: SIDE,
      drawable: [0, 1],
      null_class: 3,
      prediction: "velocity",
      sampler: eulerSampler(4),
      ...changes,
    },
  });
}
