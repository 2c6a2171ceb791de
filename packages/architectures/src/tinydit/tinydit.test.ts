import * as web from "onnxruntime-web/wasm";
import { describe, expect, test } from "vitest";
import { formula } from "../../../../tooling/golden/fill.ts";
import { float32, float64 } from "../../../../tooling/golden/read-vectors.ts";
import { canonicalTensors } from "../canonical-tensors.ts";
import { detect } from "../detect.ts";
import { loadTensors } from "../load-tensors.ts";
import { formulaTensor } from "../testing/formula-tensors.ts";
import { openGolden, parseKey, tinyDitGolden, type Velocity } from "../testing/golden.ts";
import { inMemory } from "../testing/in-memory.ts";
import { every, gap, runInterpreter, runOnnxruntime } from "../testing/run-graph.ts";
import type { NamedSources } from "../weights.ts";
import { tinyDit } from "./tinydit.ts";

const { files, variants, full } = tinyDitGolden;

function inputsOf({ config: { image_size }, timestep, breed }: Velocity) {
  const batch = timestep.length;
  return {
    noise: { shape: [batch, 3, image_size, image_size], data: formula("input", batch * 3 * image_size ** 2, 2) },
    timestep: { shape: [batch], data: Float32Array.from(timestep) },
    breed: { shape: [batch], data: BigInt64Array.from(breed, BigInt) },
  };
}

async function compare(sources: NamedSources, velocity: Velocity, interpreted = true) {
  const { config, stride } = velocity;
  const inputs = inputsOf(velocity);
  const model = tinyDit.graph(config, await loadTensors(sources));
  for (const runtime of [undefined, web as never]) {
    const found = await runOnnxruntime(model, inputs, runtime);
    expect(gap(every(found.velocity, stride), float32(velocity.f32))).toBeLessThan(1e-4);
  }
  if (!interpreted) return;
  const exact = tinyDit.graph(config, await loadTensors(sources, { dtype: "float64" }), { dtype: "float64" });
  const reference = runInterpreter(exact, inputs);
  expect(gap(every(reference.velocity, stride), float64(velocity.f64))).toBeLessThan(1e-9);
}

async function byFormula(config: Velocity["config"]) {
  const table = [...tinyDit.tensors(config)];
  return inMemory(new Map(table.map(([name, { shape }]) => [name, formulaTensor(name, shape)])));
}

describe("checkpoints that PyTorch wrote", () => {
  test.each([
    ["tinydit-seed-trainer.pt", "seed-trainer", ["raw", "ema"]],
    ["tinydit-seed-dummy.pt", "seed-dummy", ["raw"]],
    ["tinydit.safetensors", "tiny-cats", ["raw"]],
  ] as const)("%s gives PyTorch's velocity", async (name, dialect, weights) => {
    const golden = files[name];
    const config = dialect === "tiny-cats" ? { config: { ...golden.raw!.config } } : {};
    const found = detect(await openGolden(name), config);
    expect(found.architecture).toBe(tinyDit);
    expect(found.dialect.name).toBe(dialect);
    expect(found.config).toEqual(golden.raw!.config);
    expect(found.weights).toEqual(weights);
    for (const kind of weights) await compare(await canonicalTensors(found, { weights: kind }), golden[kind]!);
  });
});

test.each(variants.map((velocity, i) => [i, velocity] as const))(
  "variant %i gives PyTorch's velocity",
  async (_, velocity) => {
    const found = detect(await byFormula(velocity.config), { config: { ...velocity.config } });
    expect(found.config).toEqual(velocity.config);
    await compare(await canonicalTensors(found), velocity);
  },
);

test.each(Object.entries(full))("%s has PyTorch's tensors and gives its velocity", async (name, velocity) => {
  const config = tinyDit.presets[name];
  expect(config).toEqual(velocity.config);
  expect([...tinyDit.tensors(config)].map(([key, { shape }]) => [key, shape])).toEqual(velocity.keys.map(parseKey));
  const count = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);
  expect([...tinyDit.tensors(config).values()].reduce((sum, { shape }) => sum + count(shape), 0)).toBe(
    velocity.parameters,
  );
  const found = detect(await byFormula(config), { config: { ...config } });
  await compare(await canonicalTensors(found), velocity, false);
});

test("legacy-128 has as many parameters as the seed's model", () => {
  expect(full["legacy-128"].parameters).toBe(33_063_168);
});
