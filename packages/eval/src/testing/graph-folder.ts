import { createHash } from "node:crypto";
import { type GraphBuilder, writeModel } from "@tiny-cats/onnx";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";

/** A model's folder: a graph, and a manifest that lists it. */
export function graphFolder(
  g: GraphBuilder,
  manifest: Record<string, unknown>,
  { path = "model.onnx", license = "Apache-2.0", ...more }: { path?: string; license?: string; dtype?: string } = {},
): { folder: string; sha256: string } {
  const bytes = writeModel(g.finish());
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const files = [{ path, role: "model", bytes: bytes.length, sha256, ...more }];
  const text = JSON.stringify({ schema: "tiny-cats/manifest", version: 1, license, files, ...manifest });
  return { folder: folderOf({ [path]: bytes, "tiny-cats.json": text }), sha256 };
}

/** What a manifest says of an input or output. */
export const tensor = (name: string, dtype: string, ...shape: (string | number)[]) => ({ name, dtype, shape });

/** The inputs and outputs of a generator of pictures `side` pixels wide and high. */
export const generatorTensors = (side: number) => ({
  inputs: [
    tensor("noise", "float32", "batch", 3, side, side),
    tensor("timestep", "float32", "batch"),
    tensor("breed", "int64", "batch"),
  ],
  outputs: [tensor("velocity", "float32", "batch", 3, side, side)],
});

/** Pictures `side` pixels wide and high become 0 to 1. */
export const zeroToOne = (side: number) => ({
  background: [255, 255, 255],
  resize: { short_side: side, resample: "bilinear", long_side: "truncate" },
  crop: { width: side, height: side, pad: 0 },
  rescale_factor: 1 / 255,
  mean: [0, 0, 0],
  std: [1, 1, 1],
});

/** Euler's steps without guidance. */
export const eulerSampler = (steps: number) => ({
  solver: "euler",
  steps,
  times: { kind: "uniform" },
  guidance: { scale: 1, interval: [0, 1], rescale: 0 },
});
