import { encodePyTorch, openCheckpoint } from "@tiny-cats/checkpoint";
import * as wasm from "onnxruntime-web/wasm";
import { describe, expect, test } from "vitest";
import { canonicalTensors } from "../canonical-tensors.ts";
import { convertTensors } from "../convert-tensors.ts";
import { detect } from "../detect.ts";
import { trainingMetadata } from "../hf-folder/training-metadata.ts";
import { loadTensors } from "../load-tensors.ts";
import { parseConfig } from "../parse-config.ts";
import { stateDicts } from "../state-dicts.ts";
import { openGolden } from "../testing/golden.ts";
import { expectLogits, languageGolden, logitsGap, tokens } from "../testing/language-golden.ts";
import { expectSameTensors, inMemorySources } from "../testing/named-sources.ts";
import { gap, runInterpreter } from "../testing/run-graph.ts";
import type { NanEchoConfig } from "./config.ts";
import { nanEcho } from "./nanecho.ts";

const cases = languageGolden.nanecho;
const files = Object.entries(cases).flatMap(([name, { files }]) =>
  Object.entries(files).map(([layout, file]) => [name, layout, file] as const),
);

async function open(name: string, layout = Object.keys(cases[name].files)[0]) {
  const golden = cases[name];
  const checkpoint = await openGolden(golden.files[layout]);
  const found = detect(checkpoint);
  return { golden, checkpoint, found, config: found.config as NanEchoConfig, tensors: await canonicalTensors(found) };
}

describe("checkpoints of every layout", () => {
  test.each(files)("%s, %s, is found and gives PyTorch's logits", async (name, layout) => {
    const { golden, found, config, tensors } = await open(name, layout);
    expect(found.architecture).toBe(nanEcho);
    expect(found.dialect.name).toBe(layout);
    const { dimension_weights, ...told } = golden.config;
    expect(config).toMatchObject({ ...told, current_iteration: golden.iteration });
    expect(found.untrained).toBeUndefined();
    await expectLogits(nanEcho, config, tensors, golden);
  });

  test("onnxruntime-web gives the same", async () => {
    const { golden, config, tensors } = await open("nanecho");
    wasm.env.wasm.numThreads = 1;
    const model = nanEcho.graph(config, await loadTensors(tensors));
    expect(await logitsGap(model, golden, wasm)).toBeLessThan(1e-4);
  });

  test("float16 weights give nearly the same", async () => {
    const { golden, config, tensors } = await open("nanecho");
    const model = nanEcho.graph(config, await loadTensors(tensors, { dtype: "float16" }), { dtype: "float16" });
    const distance = await logitsGap(model, golden);
    expect(distance).toBeLessThan(0.05);
    expect(distance).toBeGreaterThan(1e-6);
  });

  test("what older trainers left out is said", async () => {
    const { found, config } = await open("nanecho-four");
    expect(found.notes).toContain("The file has no module for synergistic, holographic, neural_symbolic, dynamic.");
    expect(config.persona_dimensions).toEqual(["cognitive", "introspective", "adaptive", "recursive"]);
    expect(config.bias).toBe(false);
  });

  test("tokenizer and grown connections are kept", async () => {
    const { config } = await open("nanecho");
    expect(config.connection_ratio).toBe(0.6);
    expect(config.tokenizer).toEqual({
      name: "gpt2",
      vocab_size: 50257,
      eos_token: "<|endoftext|>",
      eos_token_id: 50256,
    });
  });
});

describe("names and shapes", () => {
  test("the table is that of the whole size's state dict", () => {
    const { config, keys } = languageGolden.whole_sizes.nanecho;
    const table = [...nanEcho.tensors(parseConfig(nanEcho, config))].map(([name, { shape }]) => [name, shape]);
    const position = keys.findIndex(([name]) => name === "lm_head.weight");
    expect(table).toEqual(keys.toSpliced(position, 1));
  });

  test.each(files)("%s, %s, is written as it was read, to the bit", async (name, layout) => {
    const { golden, checkpoint, found, config, tensors } = await open(name, layout);
    const written = convertTensors(nanEcho, config, tensors, { to: layout });
    expect([...written].map(([key, { shape }]) => [key, shape])).toEqual(golden.keys);
    await expectSameTensors(written, stateDicts(checkpoint)[0].tensors);
    const tree = found.dialect.wrap!(written, config) as Record<string, unknown>;
    expect(tree.model_state_dict).toBe(written);
  });
});

test.each(["cache", "export", "trainer", "runtime"])("a tree written as %s is read as that", async (layout) => {
  const { checkpoint, config, tensors } = await open("nanecho-small", "export");
  const dialect = nanEcho.dialects.find(({ name }) => name === layout)!;
  const said = await trainingMetadata(checkpoint.value);
  const tree = dialect.wrap!(convertTensors(nanEcho, config, tensors, { to: layout }), config, said);
  const chunks: Uint8Array[] = [];
  for await (const chunk of encodePyTorch(tree)) chunks.push(chunk.slice());
  const written = await openCheckpoint(new Uint8Array(Buffer.concat(chunks)));
  const found = detect(written);
  expect(found.dialect.name).toBe(layout);
  expect(found.config).toEqual(config);
  await expectSameTensors(await canonicalTensors(found), tensors);
  const { file_size_mb, quality_score, tags, notes, ...kept } = said;
  const again = await trainingMetadata(written.value);
  const everything = { cache: kept, export: said }[layout];
  expect(again).toMatchObject(everything ?? { iteration: 5200, metrics: said.metrics });
});

describe("a state dict alone", () => {
  test("asks for the heads, and takes them from a configuration", async () => {
    const { golden, config, tensors } = await open("nanecho");
    const file = await inMemorySources(tensors);
    expect(() => detect(file)).toThrow(expect.objectContaining({ code: "config-needed", value: ["n_head"] }));
    const found = detect(file, { config: { n_head: 2, current_iteration: 7600 } });
    expect(found.dialect.name).toBe("state-dict");
    expect(found.config).toMatchObject({ max_recursion_depth: 5, block_size: 10, n_layer: 4, bias: true });
    await expectLogits(nanEcho, found.config as NanEchoConfig, await canonicalTensors(found), golden);
    const told = await inMemorySources(tensors, { config: JSON.stringify(config) });
    expect(detect(told).config).toEqual(config);
    const wrong = await inMemorySources(tensors, { config: "{" });
    expect(() => detect(wrong)).toThrow(expect.objectContaining({ code: "config-needed" }));
  });
});

test("the iteration decides how many recursive layers run", async () => {
  const { golden, config, tensors } = await open("nanecho");
  const weights = await loadTensors(tensors, { dtype: "float64" });
  const answer = (current_iteration: number) => {
    const model = nanEcho.graph({ ...config, current_iteration }, weights, { dtype: "float64" });
    return runInterpreter(model, tokens(golden.input_ids)).logits;
  };
  expect(gap(answer(7500), answer(9999))).toBe(0);
  expect(gap(answer(10_000), answer(9999))).toBeGreaterThan(1e-3);
  expect(gap(answer(10_000), answer(1e9))).toBe(0);
});

test("later tokens change earlier logits, as in the original", async () => {
  const { config, tensors } = await open("nanecho");
  const model = nanEcho.graph(config, await loadTensors(tensors, { dtype: "float64" }), { dtype: "float64" });
  const { logits: short } = runInterpreter(model, tokens([[3, 1, 4]]));
  const { logits: long } = runInterpreter(model, tokens([[3, 1, 4, 15]]));
  expect(gap(long.slice(0, short.length), short)).toBeGreaterThan(1e-3);
});

describe("refusals", () => {
  test("a tensor that is missing, unknown or of another shape is named, all at once", async () => {
    const { config, tensors } = await open("nanecho");
    const all = new Map(tensors);
    const ratio = "blocks.2.mlp_connection_mask._current_ratio_tensor";
    all.delete(ratio);
    all.set("blocks.0.persona_dims.dynamic.gate.0.bias", tensors.get("ln_f.bias")!);
    all.set("blocks.3.hypergraph.edge_attention.in_proj_bias", tensors.get("ln_f.bias")!);
    const found = detect(await inMemorySources(all), { config: { ...config } });
    await expect(canonicalTensors(found)).rejects.toMatchObject({
      code: "tensor-mismatch",
      value: {
        missing: [ratio],
        unknown: ["blocks.0.persona_dims.dynamic.gate.0.bias"],
        shapes: [{ name: "blocks.3.hypergraph.edge_attention.in_proj_bias", expected: [24], found: [8] }],
        dtypes: [],
      },
    });
  });
});

describe("what was never trained", () => {
  test("is told by the file", async () => {
    const { checkpoint } = await open("nanecho-small", "runtime");
    const root = new Map(checkpoint.value as Map<string, never>);
    for (const key of ["iteration", "current_iteration"]) root.set(key, 0 as never);
    expect(detect({ value: root, metadata: new Map() }).untrained).toMatch(/iteration 0/);
  });

  test("is looked for in the normalisations", async () => {
    const { config, tensors } = await open("nanecho-small", "runtime");
    expect(await nanEcho.findUntrained!(config, tensors)).toBeUndefined();
  });
});
