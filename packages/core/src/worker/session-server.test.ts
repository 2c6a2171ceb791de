import { expect, test } from "vitest";
import { tinyModel } from "../../test/tiny-models.ts";
import { nodePlace } from "../node/node-place.ts";
import { createSessionServer } from "./session-server.ts";

const load = (runtimes: ("onnxruntime-node" | "onnxruntime-web")[]) =>
  ({ kind: "load", session: 1, bytes: tinyModel("tiny-classifier"), runtimes, threads: 1 }) as const;

test("falls back to the next runtime when the first is not installed, and says which runs", async () => {
  const serve = createSessionServer({
    ...nodePlace,
    load: async (runtime) => {
      if (runtime === "onnxruntime-node") throw new Error("Cannot find package 'onnxruntime-node'");
      return import("onnxruntime-web/wasm");
    },
  });
  expect(await serve(load(["onnxruntime-node", "onnxruntime-web"]))).toMatchObject({
    ok: { runtime: expect.stringMatching(/^onnxruntime-web /) },
  });
  expect(await serve({ kind: "release", session: 1 })).toEqual({ ok: undefined });
});

test("without any runtime it says why each failed and what to install", async () => {
  const serve = createSessionServer({
    ...nodePlace,
    load: async (runtime) => {
      throw new Error(`no ${runtime}\nand a long stack`);
    },
  });
  expect(await serve(load(["onnxruntime-node", "onnxruntime-web"]))).toEqual({
    error: {
      code: "no-runtime",
      message:
        "no ONNX runtime could be loaded (onnxruntime-node: no onnxruntime-node; onnxruntime-web: no onnxruntime-web)",
      remedy: "install one beside this package: npm install onnxruntime-node",
      value: ["onnxruntime-node", "onnxruntime-web"],
    },
  });
});

test("an older runtime, which tells names alone, serves too", async () => {
  const session = {
    inputNames: ["input"],
    outputNames: ["output"],
    run: async () => ({}),
    release: async () => undefined,
  };
  const module = { InferenceSession: { create: async () => session }, env: { versions: { node: "1.20.1" }, wasm: {} } };
  const serve = createSessionServer({ ...nodePlace, load: async () => module });
  expect(await serve(load(["onnxruntime-node"]))).toEqual({
    ok: { inputs: [{ name: "input" }], outputs: [{ name: "output" }], runtime: "onnxruntime-node 1.20.1 (cpu)" },
  });
});

test("makes a classifier's pixels", async () => {
  const serve = createSessionServer(nodePlace);
  const image = { data: new Uint8ClampedArray(40 * 40 * 3).fill(51), width: 40, height: 40 };
  const spec = {
    background: [255, 255, 255] as [number, number, number],
    resize: { short_side: 40, resample: "bilinear" as const, long_side: "truncate" as const },
    crop: { width: 2, height: 2, pad: 0 },
    rescale_factor: 1 / 255,
    mean: [0, 0, 0] as [number, number, number],
    std: [1, 1, 1] as [number, number, number],
  };
  expect(await serve({ kind: "preprocess", image, spec })).toEqual({ ok: new Float32Array(12).fill(51 / 255) });
});
