import { createHash } from "node:crypto";
import { buildGraph, makeTensor, writeModel } from "@tiny-cats/onnx";

/** A graph that squares its input `count` times over, which takes long enough to be interrupted. */
export function slowModel(side = 640, count = 40): Uint8Array {
  const g = buildGraph("slow", { opset: 17 });
  let x = g.input("x", "float32", ["batch", side, side]);
  for (let i = 0; i < count; i++) x = g.matmul(x, x);
  g.output("y", x);
  return writeModel(g.finish());
}

/** A graph with inputs of several types, an axis that is no batch, and one that is. */
export function mixedModel(): Uint8Array {
  const g = buildGraph("mixed", { opset: 17 });
  const ids = g.input("ids", "int64", ["batch", "sequence"]);
  const scale = g.input("scale", "float16", ["batch", 1]);
  const on = g.input("on", "bool", []);
  const sum = g.mul(g.cast(ids, "float32"), g.cast(scale, "float32"));
  g.output("y", g.op("Where", [on, sum, g.constant("float32", [], [0])]));
  return writeModel(g.finish());
}

/** A graph whose batch is 2, whatever is asked. */
export function fixedModel(): Uint8Array {
  const g = buildGraph("fixed", { opset: 17 });
  const x = g.input("x", "float32", [2, 4]);
  g.output("y", g.matmul(x, g.weight("w", makeTensor("float32", [4, 4], Array(16).fill(0.5)))));
  return writeModel(g.finish());
}

/** A table of one row, in which the made-up index 1 is none. */
export function failingModel(): Uint8Array {
  const g = buildGraph("failing", { opset: 17 });
  const ids = g.input("ids", "int64", ["batch"]);
  g.output("y", g.op("Gather", [g.weight("table", makeTensor("float32", [1, 4], [1, 2, 3, 4])), ids]));
  return writeModel(g.finish());
}

/** A convolution in 8-bit whole numbers, quantized and dequantized around it, as a static quantizer writes them. */
export function int8Model(): Uint8Array {
  const g = buildGraph("int8", { opset: 17 });
  const x = g.input("pixel_values", "float32", ["batch", 3, 32, 32]);
  const scale = g.constant("float32", [], [1 / 128]);
  const zero = g.constant("uint8", [], [0]);
  const q = g.op("QuantizeLinear", [x, scale, zero]);
  const weights = makeTensor(
    "int8",
    [8, 3, 3, 3],
    Array.from({ length: 216 }, (_, i) => (i % 17) - 8),
  );
  const w = g.op("DequantizeLinear", [g.weight("w", weights), scale, g.constant("int8", [], [0])]);
  g.output("y", g.conv(g.op("DequantizeLinear", [q, scale, zero]), w));
  return writeModel(g.finish());
}

/** SHA-256 as hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
