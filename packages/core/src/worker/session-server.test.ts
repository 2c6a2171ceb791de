import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { classifierManifest, tinyModel } from "../../test/tiny-models.ts";
import { nodePlace } from "../node/node-place.ts";
import type { Replies, SentPicture } from "./session-protocol.ts";
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

describe("a batch of pictures", () => {
  const even = (value: number) => ({ data: new Uint8ClampedArray(40 * 40 * 3).fill(value), width: 40, height: 40 });
  const names = { input: "pixel_values", output: "logits", spec: classifierManifest().preprocessing, maxPixels: 1e6 };
  const classify = (pictures: SentPicture[]) => ({ kind: "classify", session: 1, pictures, ...names }) as const;

  test("is answered for those that can be read, with the places of those that can't", async () => {
    const serve = createSessionServer(nodePlace);
    await serve(load(["onnxruntime-node"]));
    const broken = { ...even(7), width: 41 };
    const { ok } = (await serve(
      classify([broken, even(51), Uint8Array.of(1, 2), even(102), join(import.meta.dirname, "none.png")]),
    )) as { ok: Replies["classify"] };
    expect(ok.unreadable).toEqual([
      { place: 0, error: expect.objectContaining({ code: "invalid-image" }) },
      { place: 2, error: expect.objectContaining({ code: "not-a-picture" }) },
      { place: 4, error: expect.objectContaining({ code: "file-not-found" }) },
    ]);
    expect(ok.logits).toHaveLength(26);
    expect(ok.logits[12]).toBeCloseTo((12 * 51) / 255, 4);
    expect(ok.logits[25]).toBeCloseTo((12 * 102) / 255, 4);
  });

  test("of which none can be read runs nothing", async () => {
    const serve = createSessionServer(nodePlace);
    expect(await serve(classify([new Uint8Array()]))).toMatchObject({
      ok: { logits: new Float32Array(), unreadable: [{ place: 0, error: { code: "not-a-picture" } }] },
    });
  });

  test("is not decoded where the thread brings no decoder", async () => {
    const { load: runtime, wasmThreads } = nodePlace;
    const serve = createSessionServer({ load: runtime, wasmThreads });
    expect(await serve(classify([Uint8Array.of(1)]))).toMatchObject({
      ok: { unreadable: [{ place: 0, error: { code: "no-decoder" } }] },
    });
  });

  test("that comes after its session was released is refused", async () => {
    const serve = createSessionServer(nodePlace);
    expect(await serve(classify([even(1)]))).toMatchObject({ error: { code: "session-disposed" } });
  });

  test("is read while another one runs; runs keep from overlapping", async () => {
    const events: string[] = [];
    const session = {
      inputNames: ["pixel_values"],
      outputNames: ["logits"],
      async run() {
        events.push("run");
        await sleep(5);
        events.push("ran");
        return { logits: { type: "float32", data: new Float32Array(13), dims: [1, 13] } };
      },
      release: async () => undefined,
    };
    const ort = {
      Tensor: class {},
      InferenceSession: { create: async () => session },
      env: { versions: { node: "1" }, wasm: {} },
    };
    const serve = createSessionServer({
      ...nodePlace,
      load: async () => ort,
      readEncoded: async () => void events.push("read"),
    });
    await serve(load(["onnxruntime-node"]));
    await Promise.all([1, 2, 3].map(() => serve(classify([Uint8Array.of(1)]))));
    expect(events).toEqual(["read", "read", "read", "run", "ran", "run", "ran", "run", "ran"]);
  });
});
