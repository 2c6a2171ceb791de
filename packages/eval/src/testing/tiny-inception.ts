import { join } from "node:path";
import { buildGraph, makeTensor, writeModel } from "@tiny-cats/onnx";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";

/** A graph with the contract of the FID Inception: features and logits are multiples of the channels' means. */
export function tinyInception(features = 2048): string {
  const g = buildGraph("inception");
  const x = g.input("x", "float32", ["batch", 3, 299, 299]);
  const means = g.reduceMean(x, [2, 3]);
  const wide = (name: string, size: number, scale: number) =>
    g.matmul(
      means,
      g.weight(
        name,
        makeTensor(
          "float32",
          [3, size],
          Array.from({ length: 3 * size }, (_, i) => scale * Math.sin(i)),
        ),
      ),
    );
  g.output("features", wide("f", features, 1));
  g.output("logits", wide("l", 1008, 0.1));
  return join(folderOf({ "inception.onnx": writeModel(g.finish()) }), "inception.onnx");
}
