import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { buildGraph } from "../build/build-graph.ts";
import { makeTensor } from "../model/make-tensor.ts";
import { runOnnxruntime } from "../testing/run-onnxruntime.ts";
import { readModel } from "./read-model.ts";
import { writeModel } from "./write-model.ts";
import { writeModelChunks } from "./write-model-chunks.ts";

function weight([rows, columns]: [number, number], of: (i: number) => number) {
  const values = Array.from({ length: rows * columns }, (_, i) => of(i));
  return makeTensor("float32", [rows, columns], values);
}

function model() {
  const g = buildGraph("written");
  const x = g.input("x", "float32", ["n", 40]);
  const big = g.weight("big", weight([40, 30], Math.sin));
  const other = g.weight("other", weight([30, 20], Math.cos));
  g.output("y", g.matmul(g.matmul(x, big), other));
  return g.finish({ metadata: { b: "2", a: "1" }, producer: { name: "test", version: "3" }, doc: "why" });
}

const joined = (chunks: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(chunks));

test("a model comes back as it was, metadata in its order", () => {
  const written = model();
  const read = readModel(writeModel(written));
  expect(read).toEqual(written);
  expect([...read.metadata]).toEqual([
    ["b", "2"],
    ["a", "1"],
  ]);
});

test("chunks are the file, and large weights among them are the model's own", () => {
  const written = model();
  const { size, chunks } = writeModelChunks(written).model;
  expect(joined(chunks)).toEqual(writeModel(written));
  expect(size).toBe(writeModel(written).length);
  expect(chunks).toContain(written.graph.initializers.get("big")!.bytes);
});

test("weights go to a file of their own, on pages, and come back from it", async () => {
  const written = model();
  const files = writeModelChunks(written, { external: { location: "w.bin", threshold: 2000 } });
  const weights = joined(files.external!.chunks);
  expect(weights.length).toBe(files.external!.size);
  // 4800 bytes, then the next page.
  expect(weights.length).toBe(8192 + 2400);
  expect(files.model.size).toBeLessThan(1000);
  const read = readModel(joined(files.model.chunks), {
    externalData: (_, { offset, length }) => weights.subarray(offset, offset + length),
  });
  expect(read).toEqual(written);
  const data = Float32Array.from({ length: 40 }, (_, i) => i);
  const outputs = await runOnnxruntime(writeModel(read), { x: { shape: [1, 40], data } });
  expect(outputs.y.shape).toEqual([1, 20]);
  expect((await errorOf(() => writeModelChunks(written, { external: { location: "/w.bin" } }))).code).toBe(
    "unsafe-external-data",
  );
});

test("a weights file over 2 GB is described without being held, and one file of it is refused", async () => {
  // The same 64 MiB seen 40 times are 2.5 GiB.
  const bytes = new Uint8Array(2 ** 26);
  const written = model();
  const huge = new Map(
    Array.from({ length: 40 }, (_, i) => [`w${i}`, { dtype: "uint8" as const, shape: [2 ** 26], bytes }]),
  );
  const large = { ...written, graph: { ...written.graph, initializers: huge } };
  expect((await errorOf(() => writeModel(large))).code).toBe("onnx-too-large");
  const { external, model: file } = writeModelChunks(large, { external: { location: "w.bin" } });
  expect(external!.size).toBe(40 * 2 ** 26);
  const places: number[] = [];
  const read = readModel(joined(file.chunks), {
    externalData: (_, { offset, length }) => {
      places.push(offset);
      return bytes.subarray(0, length);
    },
  });
  expect(read.graph.initializers.size).toBe(40);
  expect(places.at(-1)).toBe(39 * 2 ** 26);
});
