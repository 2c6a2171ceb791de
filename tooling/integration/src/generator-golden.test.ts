import { findSolver, guide, type LabelledVelocity, uniformTimes } from "@tiny-cats/core";
import { createWorkerPool, findModel, readGraph } from "@tiny-cats/core/node";
import { generator } from "@tiny-cats/models";
import { afterAll, describe, expect, test } from "vitest";
import { float32, formulaNoise, readVectors, strided } from "../../golden/read-vectors.ts";

interface Sample {
  stride: number;
  values: string;
}

const golden = readVectors<{
  model_sha256: string;
  null_class: number;
  velocities: { seed: number; t: number; breeds: number[]; velocity: Sample }[];
  trajectories: {
    solver: string;
    seed: number;
    breeds: number[];
    scale: number;
    interval: [number, number];
    rescale: number;
    steps: number;
    states: { step: number; state: Sample }[];
  }[];
}>("solver-generator");

const SIZE = 3 * 64 * 64;
const pool = createWorkerPool({ workers: 2 });
const found = await findModel(generator);
afterAll(() => pool.dispose());

test("the vectors are of the embedded generator", () => {
  expect(golden.model_sha256).toBe(found.graph.sha256);
});

// What the graph returns is (x1_hat - x_t) / max(1 - t, 1e-3): near t = 1 the division magnifies the last bits of float32, so the
// WebAssembly runtime is held to the tolerance before that division.
const weights = { "onnxruntime-node": () => 1, "onnxruntime-web": (t: number): number => 1 - t };

describe.each(["onnxruntime-node", "onnxruntime-web"] as const)("PyTorch's numbers on %s", async (runtime) => {
  const session = await pool.load(await readGraph(found), { runtimes: [runtime] });
  const velocity: LabelledVelocity = async (x, t, breeds): Promise<Float32Array> => {
    const count = breeds.length;
    const outputs = await session.run({
      noise: { dtype: "float32", data: x.slice(), dims: [count, 3, 64, 64] },
      timestep: { dtype: "float32", data: new Float32Array(count).fill(t), dims: [count] },
      breed: { dtype: "int64", data: BigInt64Array.from(breeds, BigInt), dims: [count] },
    });
    return outputs.velocity.data as Float32Array;
  };

  function largestGap(values: Float32Array, { stride, values: expected }: Sample): number {
    const there = float32(expected);
    const here = strided(values, stride);
    expect(here).toHaveLength(there.length);
    return here.reduce((largest, value, i) => Math.max(largest, Math.abs(value - there[i])), 0);
  }

  test.each(golden.velocities)(
    "velocity at t = $t of breeds $breeds, to 1e-4",
    async ({ seed, t, breeds, velocity: expected }) => {
      const v = await velocity(formulaNoise(seed, SIZE * breeds.length), t, breeds, {});
      expect(largestGap(v, expected) * weights[runtime](t)).toBeLessThan(1e-4);
    },
  );

  test.each(golden.trajectories)("$solver at scale $scale, rescale $rescale, to 1e-3", async (c) => {
    const guided = guide(velocity, {
      labels: c.breeds,
      nullClass: golden.null_class,
      scale: c.scale,
      interval: c.interval,
      rescale: c.rescale,
    });
    const gaps: number[] = [];
    await findSolver(c.solver).solve(guided, formulaNoise(c.seed, SIZE * c.breeds.length), uniformTimes(c.steps), {
      onStep: ({ step, state }) => {
        const expected = c.states.find((entry) => entry.step === step);
        if (expected) gaps.push(largestGap(state, expected.state));
      },
    });
    expect(gaps).toHaveLength(c.states.length);
    expect(Math.max(...gaps)).toBeLessThan(1e-3);
  });
});
