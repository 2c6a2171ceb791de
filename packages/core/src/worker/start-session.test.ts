import { expect, onTestFinished, test, vi } from "vitest";
import type { OrtTensor } from "./ort-module.ts";
import { startSession } from "./start-session.ts";

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A runtime whose sessions answer with scores, each provider after its own time; remembers which sessions were released. */
function runtime(scores: { wasm: number[]; webgpu: number[] }, { slow }: { slow?: string } = {}) {
  const released: string[] = [];
  let lose = (_: { message: string }): void => undefined;
  const device = { lost: new Promise<{ message: string }>((resolve) => (lose = resolve)) };
  const create = vi.fn(async (_: Uint8Array, { executionProviders: [provider] }: { executionProviders: string[] }) => ({
    inputNames: ["x"],
    outputNames: ["y"],
    inputMetadata: [{ name: "x", isTensor: true, type: "float32", shape: ["batch", 2] }],
    async run(): Promise<Record<string, OrtTensor>> {
      if (provider === slow) await wait(30);
      const data = Float32Array.from(scores[provider as "wasm"]);
      return { y: { type: "float32", data, dims: [1, data.length] } };
    },
    release: async () => void released.push(provider),
  }));
  const ort = {
    Tensor: class {},
    InferenceSession: { create },
    env: { versions: { web: "1.30.0" }, wasm: {} as { numThreads?: number }, webgpu: { device } },
  };
  return { ort, create, released, lose };
}

type Fake = ReturnType<typeof runtime>;

const request = {
  kind: "load",
  session: 1,
  bytes: Uint8Array.of(1),
  runtimes: ["onnxruntime-web"],
  threads: 3,
} as const;

const place = (plain: Fake, webgpu?: Fake | Error) => ({
  load: async () => plain.ort,
  wasmThreads: (asked: number) => asked,
  webgpu: async () => {
    if (webgpu instanceof Error) throw webgpu;
    return webgpu?.ort;
  },
});

const same = { wasm: [1, 4], webgpu: [1.001, 4] };
const unused = runtime(same);

test("asks for no WebGPU unless told to", async () => {
  const plain = runtime(same);
  const webgpu = vi.fn();
  const started = await startSession({ ...place(plain), webgpu }, request);
  expect(started).toMatchObject({ runtime: "onnxruntime-web 1.30.0 (wasm)" });
  expect(started.provider).toBeUndefined();
  expect(plain.ort.env.wasm.numThreads).toBe(3);
  expect(webgpu).not.toHaveBeenCalled();
});

test("auto takes WebGPU where it is right and faster, and releases the other session", async () => {
  const gpu = runtime(same, { slow: "wasm" });
  const { runtime: name, provider } = await startSession(place(unused, gpu), { ...request, device: "auto" });
  expect(name).toBe("onnxruntime-web 1.30.0 (webgpu)");
  expect(provider).toMatchObject({ chosen: "webgpu", reason: expect.stringMatching(/ms on WebGPU and .* ms on Web/) });
  expect(provider!.webgpuMs).toBeLessThan(provider!.wasmMs!);
  expect(provider!.gap).toBeCloseTo(0.00025, 5);
  expect(gpu.released).toEqual(["wasm"]);
  expect(gpu.ort.env.wasm.numThreads).toBe(3);
});

test.each([
  ["slower", same, { slow: "webgpu" }, /^a run takes/],
  ["too far away", { wasm: [1, 4], webgpu: [1, 4.008] }, { slow: "wasm" }, /0\.0020 of the largest away/],
  ["not finite", { wasm: [1, 4], webgpu: [1, Number.NaN] }, { slow: "wasm" }, /not finite/],
  ["of another class first", { wasm: [3.999, 4], webgpu: [4, 3.999] }, { slow: "wasm" }, /another class first/],
])("auto leaves WebGPU where it is %s, and says so", async (_, scores, options, reason) => {
  const gpu = runtime(scores, options);
  const { runtime: name, provider } = await startSession(place(unused, gpu), { ...request, device: "auto" });
  expect(name).toBe("onnxruntime-web 1.30.0 (wasm)");
  expect(provider).toMatchObject({ chosen: "wasm", reason: expect.stringMatching(reason) });
  expect(gpu.released).toEqual(["webgpu"]);
});

test("auto leaves WebGPU where its numbers can't be checked", async () => {
  const gpu = runtime(same, { slow: "wasm" });
  const create = gpu.create.getMockImplementation()!;
  gpu.create.mockImplementation(async (...given) => ({ ...(await create(...given)), inputMetadata: undefined! }));
  const { provider } = await startSession(place(unused, gpu), { ...request, device: "auto" });
  expect(provider).toMatchObject({ chosen: "wasm", reason: expect.stringContaining("could be checked with") });
});

test("auto falls back to the plain runtime where WebGPU is missing or fails, and says why", async () => {
  const plain = runtime(same);
  const missing = await startSession(place(plain, new Error("no adapter")), { ...request, device: "auto" });
  expect(missing.ort).toBe(plain.ort);
  expect(missing.provider).toEqual({ chosen: "wasm", reason: "there is no WebGPU: no adapter" });
  const gpu = runtime(same);
  gpu.create.mockRejectedValueOnce(new Error("out of memory\nand a long stack"));
  const failed = await startSession(place(plain, gpu), { ...request, device: "auto" });
  expect(failed.ort).toBe(plain.ort);
  expect(failed.provider).toEqual({
    chosen: "wasm",
    reason: "the runtime can't load the graph: out of memory",
  });
  gpu.create.mockResolvedValueOnce(await gpu.create(request.bytes, { executionProviders: ["wasm"] }));
  gpu.create.mockRejectedValueOnce(new Error("no kernel for Foo"));
  const { provider } = await startSession(place(plain, gpu), { ...request, device: "auto" });
  expect(provider!.reason).toBe("the graph can't run on WebGPU: no kernel for Foo");
  expect(gpu.released).toEqual(["wasm"]);
});

test("auto falls back where a run on WebGPU fails", async () => {
  const gpu = runtime(same);
  const create = gpu.create.getMockImplementation()!;
  gpu.create.mockImplementation(async (...given) => {
    const run = () => Promise.reject(new Error("device lost"));
    return { ...(await create(...given)), ...(given[1].executionProviders[0] === "webgpu" && { run }) };
  });
  const { provider } = await startSession(place(unused, gpu), { ...request, device: "auto" });
  expect(provider).toEqual({ chosen: "wasm", reason: "WebGPU failed: device lost" });
  expect(gpu.released).toEqual(["wasm", "webgpu"]);
});

test.each(["create", "run"] as const)(
  "auto does not wait for ever where WebGPU's %s never ends, nor try it again",
  async (hanging) => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const gpu = runtime(same);
    const create = gpu.create.getMockImplementation()!;
    const never = () => new Promise<never>(() => undefined);
    gpu.create.mockImplementation(async (...given) => {
      const onGpu = given[1].executionProviders[0] === "webgpu";
      if (onGpu && hanging === "create") return never();
      return { ...(await create(...given)), ...(onGpu && { run: never }) };
    });
    const plain = runtime(same);
    const auto = () => startSession(place(plain, gpu), { ...request, device: "auto" });
    const starting = auto();
    await vi.advanceTimersByTimeAsync(19_999);
    expect(plain.create).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    const { ort, provider } = await starting;
    expect(ort).toBe(plain.ort);
    expect(provider).toEqual({ chosen: "wasm", reason: "WebGPU gave no answer within 20 seconds" });
    // A session is not released while it runs.
    expect(gpu.released).toEqual([]);
    const created = gpu.create.mock.calls.length;
    expect((await auto()).provider?.reason).toBe("WebGPU gave no answer when it was tried before");
    await expect(startSession(place(plain, gpu), { ...request, device: "webgpu" })).rejects.toMatchObject({
      code: "no-webgpu",
    });
    expect(gpu.create).toHaveBeenCalledTimes(created);
  },
);

test("auto releases what a GPU opens when its answer comes too late", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const gpu = runtime(same);
  const create = gpu.create.getMockImplementation()!;
  gpu.create.mockImplementation(async (...given) => {
    if (given[1].executionProviders[0] === "webgpu") await wait(30_000);
    return create(...given);
  });
  const starting = startSession(place(unused, gpu), { ...request, device: "auto" });
  await vi.advanceTimersByTimeAsync(20_000);
  expect((await starting).provider?.chosen).toBe("wasm");
  expect(gpu.released).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(gpu.released).toEqual(["wasm", "webgpu"]);
});

test("in Node auto is the CPU, and WebGPU is refused", async () => {
  const { load, wasmThreads } = place(runtime({ ...same }));
  const native = { ...request, runtimes: ["onnxruntime-node"] } as const;
  const started = await startSession({ load, wasmThreads }, { ...native, device: "auto" });
  expect(started.provider).toEqual({ chosen: "cpu", reason: "there is no WebGPU outside a browser" });
  await expect(startSession({ load, wasmThreads }, { ...native, device: "webgpu" })).rejects.toMatchObject({
    code: "no-webgpu",
    remedy: expect.stringContaining('"wasm"'),
  });
});

test("WebGPU that was asked for is used unasked, or refused with the reason", async () => {
  const gpu = runtime(same);
  const started = await startSession(place(unused, gpu), { ...request, device: "webgpu" });
  expect(started).toMatchObject({ runtime: "onnxruntime-web 1.30.0 (webgpu)" });
  expect(started.provider).toBeUndefined();
  gpu.create.mockRejectedValueOnce(new Error("no kernel for Foo"));
  await expect(startSession(place(unused, gpu), { ...request, device: "webgpu" })).rejects.toMatchObject({
    code: "no-webgpu",
    message: "the graph can't run on WebGPU: no kernel for Foo",
  });
  await expect(
    startSession(place(unused, new Error("no adapter")), { ...request, device: "webgpu" }),
  ).rejects.toMatchObject({ code: "no-webgpu", message: "there is no WebGPU: no adapter" });
});

test("a graph that WebAssembly can't load either is refused as such", async () => {
  const gpu = runtime(same);
  gpu.create.mockRejectedValue(new Error("protobuf parsing failed"));
  await expect(startSession(place(unused, gpu), { ...request, device: "webgpu" })).rejects.toMatchObject({
    code: "invalid-model",
    message: "the runtime can't load the graph: protobuf parsing failed",
  });
  const fine = runtime(same);
  fine.create.mockRejectedValueOnce(new Error("no kernel for Foo"));
  await expect(startSession(place(unused, fine), { ...request, device: "webgpu" })).rejects.toMatchObject({
    code: "no-webgpu",
  });
  expect(fine.released).toEqual(["wasm"]);
});

test("refuses a device that there is none of", async () => {
  await expect(startSession(place(unused), { ...request, device: "tpu" as "wasm" })).rejects.toMatchObject({
    code: "unknown-device",
    value: "tpu",
  });
});

test("a failed run is explained by the loss of the GPU, where it was lost", async () => {
  const gpu = runtime(same);
  const { explain } = await startSession(place(unused, gpu), { ...request, device: "webgpu" });
  const error = new Error("mapAsync failed");
  expect(await explain!(error)).toBe(error);
  setTimeout(() => gpu.lose({ message: "the driver was updated" }));
  expect(await explain!(error)).toMatchObject({
    code: "webgpu-lost",
    message: expect.stringContaining("the driver was updated"),
    cause: error,
  });
});
