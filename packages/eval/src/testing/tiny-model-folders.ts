import { BREEDS } from "@tiny-cats/core";
import { buildGraph, makeTensor } from "@tiny-cats/onnx";
import { eulerSampler, generatorTensors, graphFolder, tensor, zeroToOne } from "./graph-folder.ts";

const labels = BREEDS.map(({ label }) => label);
const SIDE = 32;
/** The labels, and that of no breed at all. */
const CLASSES = 14;

const identity = (n: number) =>
  makeTensor(
    "float32",
    [n, n],
    Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0)),
  );

/** A grey level from 0 to 1 that stands for each label. */
export const levelOf = (label: number): number => (label + 0.5) / labels.length;

/**
 * A classifier of 32 x 32 pictures by their grey: logit k falls with the distance of the mean from `levelOf(k)`; its features are the means of the 16 parts of
 * 8 x 8 pixels, and with `features: false` it has none.
 */
export function tinyClassifier({ features = true, flip = false } = {}) {
  const g = buildGraph("classifier");
  const x = g.input("pixel_values", "float32", ["batch", 3, SIDE, SIDE]);
  const parts = g.reshape(g.reduceMean(g.averagePool(x, 8), [1]), [-1, 16]);
  const mean = g.reduceMean(parts, [1], true);
  const levels = g.weight(
    "levels",
    makeTensor(
      "float32",
      [1, labels.length],
      labels.map((_, k) => levelOf(k)),
    ),
  );
  const gap = g.sub(mean, levels);
  g.output("logits", g.mul(g.mul(gap, gap), flip ? 2000 : -2000));
  if (features) g.output("features", parts);
  return graphFolder(g, {
    labels,
    name: "tiny-classifier",
    task: "image-classification",
    architecture: "mean",
    inputs: [tensor("pixel_values", "float32", "batch", 3, SIDE, SIDE)],
    outputs: [tensor("logits", "float32", "batch", labels.length)],
    preprocessing: zeroToOne(SIDE),
  });
}

/**
 * A generator of 32 x 32 pictures that draws a breed, of those of `drawable`, as its level of grey with some of the noise left; `shift` is added to the levels, which
 * are of 2. With `fragile` it draws the same, and the same grey for all once its weights have 8 bits, for one of them is large.
 */
export function tinyGenerator({ shift = 0, drawable = [0, 1], fragile = false } = {}) {
  const g = buildGraph("generator");
  const noise = g.input("noise", "float32", ["batch", 3, SIDE, SIDE]);
  const time = g.input("timestep", "float32", ["batch"]);
  const breed = g.input("breed", "int64", ["batch"]);
  const values = Array.from({ length: CLASSES }, (_, k) => 2 * levelOf(k) - 1 + shift);
  if (fragile) values[CLASSES - 1] = 2000;
  const table = g.weight("table", makeTensor("float32", fragile ? [CLASSES, 1] : [CLASSES], values));
  const picked = fragile
    ? g.matmul(g.gather(g.weight("rows", identity(CLASSES)), breed), table)
    : g.gather(table, breed);
  const level = g.reshape(picked, [-1, 1, 1, 1]);
  // x_t = t (level + n / 50) + (1 - t) n, so n = (x_t - t level) / (1 - 0.98 t).
  const t = g.reshape(time, [-1, 1, 1, 1]);
  const n = g.div(g.sub(noise, g.mul(t, level)), g.sub(1, g.mul(t, 0.98)));
  g.output("velocity", g.sub(level, g.mul(n, 0.98)));
  return graphFolder(g, {
    labels,
    name: "tiny-generator",
    task: "class-conditional-image-generation",
    architecture: "table",
    ...generatorTensors(SIDE),
    provenance: {
      origin: "by hand",
      untrained: false,
      datasets: [{ name: "Grey Cats", split: "trainval" }],
    },
    generation: {
      image_size: SIDE,
      drawable,
      null_class: 13,
      prediction: "velocity",
      sampler: eulerSampler(3),
    },
  });
}
