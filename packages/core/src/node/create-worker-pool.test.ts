import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tinyModel } from "../../test/tiny-models.ts";
import type { Tensor } from "../tensor.ts";
import type { WorkerPool, WorkerSession } from "../worker/worker-pool.ts";
import { createWorkerPool } from "./create-worker-pool.ts";

/** A batch of even pictures, one a value. */
function pixels(...values: number[]): { pixel_values: Tensor<"float32"> } {
  const data = new Float32Array(values.length * 3072);
  values.forEach((value, i) => void data.fill(value, i * 3072, (i + 1) * 3072));
  return { pixel_values: { dtype: "float32", data, dims: [values.length, 3, 32, 32] } };
}

async function lastLogit(session: WorkerSession, value: number, signal?: AbortSignal): Promise<number> {
  return Number((await session.run(pixels(value), { signal })).logits.data[12]);
}

describe.each(["onnxruntime-node", "onnxruntime-web"] as const)("a session on %s", (runtime) => {
  let pool: WorkerPool;
  let session: WorkerSession;
  beforeAll(async () => {
    pool = createWorkerPool({ workers: 1, queueLimit: 4 });
    session = await pool.load(tinyModel("tiny-classifier"), { runtimes: [runtime] });
  });
  afterAll(() => pool.dispose());

  test("tells its graph's inputs, outputs and runtime", () => {
    expect(session.inputs).toEqual([{ name: "pixel_values", dtype: "float32", dims: ["batch", 3, 32, 32] }]);
    expect(session.outputs).toEqual([{ name: "logits", dtype: "float32", dims: ["batch", 13] }]);
    expect(session.runtime).toMatch(new RegExp(`^${runtime} \\d+\\.\\d+\\.\\d+ \\((cpu|wasm)\\)$`));
  });

  test("computes, and moves what it is given instead of copying it", async () => {
    const feeds = pixels(0.5, 2);
    const { logits } = await session.run(feeds);
    expect(logits.dims).toEqual([2, 13]);
    expect(logits.data[12]).toBeCloseTo(6, 5);
    expect(logits.data[25]).toBeCloseTo(24, 5);
    expect(feeds.pixel_values.data.length).toBe(0);
  });

  test("copies a view on a larger buffer, and leaves the rest alone", async () => {
    const whole = new Float32Array(2 * 3072).fill(1);
    const feeds = { pixel_values: { dtype: "float32" as const, data: whole.subarray(3072), dims: [1, 3, 32, 32] } };
    expect((await session.run(feeds)).logits.data[12]).toBeCloseTo(12, 5);
    expect(whole.length).toBe(2 * 3072);
  });

  test("answers runs in the order they came", async () => {
    const order: number[] = [];
    await Promise.all([1, 2, 3].map(async (value) => order.push(Math.round(await lastLogit(session, value)))));
    expect(order).toEqual([12, 24, 36]);
  });

  test("refuses what its queue can't hold, and works on", async () => {
    const answers = await Promise.allSettled([1, 2, 3, 4, 5, 6].map((value) => lastLogit(session, value)));
    expect(answers.map(({ status }) => status)).toEqual([...Array(4).fill("fulfilled"), ...Array(2).fill("rejected")]);
    expect(answers[5]).toMatchObject({ reason: { code: "queue-full", value: 4 } });
    expect(await lastLogit(session, 1)).toBeCloseTo(12, 5);
  });

  test("takes back a run that waits when its signal fires", async () => {
    const controller = new AbortController();
    const first = lastLogit(session, 1);
    const second = lastLogit(session, 2, controller.signal);
    controller.abort(new Error("changed my mind"));
    await expect(second).rejects.toThrow("changed my mind");
    expect(await first).toBeCloseTo(12, 5);
    await expect(lastLogit(session, 1, controller.signal)).rejects.toThrow("changed my mind");
  });

  test.each([
    ["another name", () => ({ image: pixels(1).pixel_values })],
    [
      "another type",
      () => ({ pixel_values: { dtype: "int64" as const, data: new BigInt64Array(3072), dims: [1, 3, 32, 32] } }),
    ],
    ["other dimensions", () => ({ pixel_values: { ...pixels(1).pixel_values, dims: [1, 3, 16, 64] } })],
    [
      "dimensions that don't fit the data",
      () => ({ pixel_values: { ...pixels(1).pixel_values, dims: [2, 3, 32, 32] } }),
    ],
    [
      "a thing that can't cross threads",
      () => ({ pixel_values: { ...pixels(1).pixel_values, dims: [() => 1] as never } }),
    ],
  ])("refuses %s with a typed error, and works on", async (_, feeds) => {
    await expect(session.run(feeds())).rejects.toMatchObject({ code: "run-failed", remedy: expect.any(String) });
    expect(await lastLogit(session, 1)).toBeCloseTo(12, 5);
  });
});

describe("a pool", () => {
  test("refuses bytes that are no graph, and loads one afterwards", async () => {
    await using pool = createWorkerPool({ workers: 1 });
    await expect(pool.load(new Uint8Array([1, 2, 3]))).rejects.toMatchObject({ code: "invalid-model" });
    await expect(pool.load(new Uint8Array())).rejects.toMatchObject({ code: "invalid-model" });
    const cut = tinyModel("tiny-classifier").slice(0, 300);
    await expect(pool.load(cut)).rejects.toMatchObject({ code: "invalid-model" });
    expect((await pool.load(tinyModel("tiny-classifier"))).outputs[0].name).toBe("logits");
  });

  test("spreads sessions over its workers and shares one when all are taken", async () => {
    await using pool = createWorkerPool({ workers: 2 });
    const sessions = await Promise.all([1, 2, 3].map(() => pool.load(tinyModel("tiny-classifier"), { threads: 1 })));
    const answers = await Promise.all(sessions.map((session, i) => lastLogit(session, i + 1)));
    expect(answers.map(Math.round)).toEqual([12, 24, 36]);
  });

  test("a disposed session refuses, its neighbour goes on, disposing twice is nothing", async () => {
    await using pool = createWorkerPool({ workers: 1 });
    const [a, b] = await Promise.all([1, 2].map(() => pool.load(tinyModel("tiny-classifier"))));
    await a.dispose();
    await a.dispose();
    await expect(lastLogit(a, 1)).rejects.toMatchObject({ code: "session-disposed" });
    expect(await lastLogit(b, 1)).toBeCloseTo(12, 5);
  });

  test("when it stops, runs under way and runs to come get a typed error", async () => {
    const pool = createWorkerPool({ workers: 1 });
    const session = await pool.load(tinyModel("tiny-classifier"));
    const running = Promise.allSettled([lastLogit(session, 1), lastLogit(session, 2)]);
    await pool.dispose();
    for (const answer of await running)
      expect(answer).toMatchObject({ status: "rejected", reason: { code: "worker-crashed" } });
    await expect(lastLogit(session, 1)).rejects.toMatchObject({ code: "worker-crashed" });
    await session.dispose();
  });

  test("loads again on a new worker after one ended", async () => {
    const pool = createWorkerPool({ workers: 1 });
    await pool.load(tinyModel("tiny-classifier"));
    await pool.dispose();
    const session = await pool.load(tinyModel("tiny-classifier"));
    expect(await lastLogit(session, 1)).toBeCloseTo(12, 5);
    await pool.dispose();
  });

  test("a load whose signal has fired is refused before it starts", async () => {
    await using pool = createWorkerPool();
    await expect(
      pool.load(tinyModel("tiny-classifier"), { signal: AbortSignal.abort(new Error("no")) }),
    ).rejects.toThrow("no");
  });
});
