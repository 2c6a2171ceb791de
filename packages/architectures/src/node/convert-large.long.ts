import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { TensorSource } from "@tiny-cats/checkpoint";
import { writeSafetensors } from "@tiny-cats/checkpoint/node";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { gpt2 } from "../gpt2/gpt2.ts";
import { onnxruntime } from "../testing/onnxruntime.ts";
import { convertCheckpoint } from "./convert-checkpoint.ts";
import { verifyOnnx } from "./verify-onnx.ts";

const CONFIG = { ...gpt2.presets.gpt2, n_positions: 64, n_embd: 1536, n_layer: 17, n_head: 16 };
const BLOCK = 2 ** 20;

test("a model past 2 GB becomes a graph with its weights beside it, held to the checkpoint", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "model.safetensors");
  await writeSafetensors(path, tensors(), { metadata: { format: "pt" } });
  const options = { config: CONFIG, runtime: onnxruntime };
  const report = await convertCheckpoint(path, join(folder, "out"), { ...options, to: ["onnx"] });
  expect(report.files.map((file) => file.path)).toEqual(["onnx/model.onnx", "onnx/model.onnx_data"]);
  expect((await stat(join(folder, "out/onnx/model.onnx_data"))).size).toBeGreaterThan(2 ** 31);
  expect(report.parity[0].largest_gap).toBeLessThanOrEqual(1e-4);
  const again = await verifyOnnx(join(folder, "out/onnx/model.onnx"), { ...options, against: path });
  expect(again.parity.largest_gap).toBe(report.parity[0].largest_gap);
});

function tensors(): Map<string, TensorSource> {
  const wanted = [...gpt2.tensors(CONFIG)].filter(([, { optional }]) => !optional);
  return new Map(wanted.map(([name, { shape }], place) => [name, spread(shape, place)]));
}

/** Numbers of a Weyl sequence, scaled by the fan-in, that are made as they are written. */
function spread(shape: readonly number[], place: number): TensorSource {
  const count = shape.reduce((product, side) => product * side, 1);
  const scale = shape.length > 1 ? Math.sqrt(12 / shape[0]) : 1;
  return {
    dtype: "f32",
    shape,
    async *chunks() {
      for (let from = 0; from < count; from += BLOCK) {
        const numbers = Float32Array.from({ length: Math.min(BLOCK, count - from) }, (_, i) => {
          return scale * ((((from + i + 1 + place * 7919) * 0.6180339887498949) % 1) - 0.5);
        });
        yield new Uint8Array(numbers.buffer);
      }
    },
  };
}
