import { makeTensor } from "@tiny-cats/onnx";
import * as wasm from "onnxruntime-web/wasm";
import { describe, expect, test } from "vitest";
import { detect } from "../detect.ts";
import { loadTensors } from "../load-tensors.ts";

import { openCase } from "../testing/gpt2-golden.ts";
import { inMemory } from "../testing/in-memory.ts";
import { expectLogits, languageGolden, logitsGap, tokens } from "../testing/language-golden.ts";
import { readAll } from "../testing/named-sources.ts";
import { gap, runInterpreter } from "../testing/run-graph.ts";
import { gpt2 } from "./gpt2.ts";

describe("checkpoints that PyTorch and transformers wrote", () => {
  test.each([
    ["nanogpt", "nanogpt", "gelu", true],
    ["nanogpt-nobias", "nanogpt", "gelu", false],
    ["nanogpt-buffers", "nanogpt", "gelu", true],
    ["gpt2-hf", "huggingface", "gelu_new", true],
    ["gpt2-hf-bin", "huggingface", "gelu_new", true],
    ["gpt2-hf-bare", "huggingface-bare", "gelu_new", true],
    ["gpt2-hf-untied", "huggingface", "gelu", true],
  ])("%s is found and gives PyTorch's logits", async (name, dialect, activation_function, bias) => {
    const { golden, found, config, tensors } = await openCase(name);
    expect(found.architecture).toBe(gpt2);
    expect(found.dialect.name).toBe(dialect);
    expect(config).toMatchObject({ activation_function, bias, tie_word_embeddings: name !== "gpt2-hf-untied" });
    expect(found.untrained).toBeUndefined();
    await expectLogits(gpt2, config, tensors, golden);
  });

  test("onnxruntime-web gives the same", async () => {
    const { golden, config, tensors } = await openCase("nanogpt");
    wasm.env.wasm.numThreads = 1;
    const model = gpt2.graph(config, await loadTensors(tensors), { opset: 20 });
    expect(await logitsGap(model, golden, wasm)).toBeLessThan(1e-4);
  });

  test("float16 weights give nearly the same", async () => {
    const { golden, config, tensors } = await openCase("gpt2-hf");
    const model = gpt2.graph(config, await loadTensors(tensors, { dtype: "float16" }), { dtype: "float16" });
    const distance = await logitsGap(model, golden);
    expect(distance).toBeLessThan(0.01);
    expect(distance).toBeGreaterThan(1e-6);
  });

  test("what is left out or assumed is said", async () => {
    const notes = async (name: string) => (await openCase(name)).found.notes.join(" ");
    expect(await notes("nanogpt")).toMatch(/"_orig_mod\."/);
    expect(await notes("nanogpt")).toMatch(/gelu, nanoGPT's today/);
    expect(await notes("nanogpt-nobias")).toMatch(/without biases; in GPT-2 they are there, and zero/);
    expect(await notes("nanogpt-buffers")).toMatch(/^Causal masks .*: 1\./);
    expect(await notes("gpt2-hf-bin")).toMatch(/^Causal masks .*: 4\./);
  });
});

describe("names and shapes", () => {
  test("the table is that of transformers' GPT-2, but for the tied head", () => {
    const table = [...gpt2.tensors(gpt2.presets.gpt2)].map(([name, { shape }]) => [name, shape]);
    expect([...table, ["lm_head.weight", [50257, 768]]]).toEqual(languageGolden.whole_sizes.gpt2);
  });

  test("nanoGPT's names and shapes are those of its model", () => {
    const config = { ...gpt2.presets.gpt2, vocab_size: 50_304 };
    const names = gpt2.dialects.find(({ name }) => name === "nanogpt")!.keys(config);
    const shapes = names.map(({ canonical, name, transposed }) => {
      const { shape } = gpt2.tensors(config).get(canonical)!;
      return [name, transposed ? shape.toReversed() : shape];
    });
    expect(shapes).toEqual(languageGolden.whole_sizes.nanogpt);
  });

  test("only the four matrices of a block are transposed", () => {
    const config = { ...gpt2.presets.gpt2, n_layer: 1 };
    const transposed = gpt2.dialects[0].keys(config).filter((pair) => pair.transposed);
    expect(transposed.map(({ name }) => name.replace("transformer.h.0.", ""))).toEqual([
      "attn.c_attn.weight",
      "attn.c_proj.weight",
      "mlp.c_fc.weight",
      "mlp.c_proj.weight",
    ]);
  });
});

describe("what was never trained", () => {
  test("is seen by its normalisations, or told by the file", async () => {
    const { config, tensors } = await openCase("nanogpt");
    expect(await gpt2.findUntrained!(config, tensors)).toBeUndefined();
    const fresh = await readAll(tensors);
    for (const [name, tensor] of fresh) {
      if (/ln_\w+\.weight$/.test(name)) {
        const { shape } = tensor;
        fresh.set(name, { ...tensor, data: makeTensor("float32", shape, new Array(shape[0]).fill(1)).bytes as never });
      }
    }
    expect(await gpt2.findUntrained!(config, (await inMemory(fresh)).tensors)).toMatch(/no step of training/);
  });

  test("iteration 0 says so", async () => {
    const { checkpoint } = await openCase("nanogpt");
    const value = new Map([...(checkpoint.value as Map<string, never>), ["iter_num", 0 as never]]);
    expect(detect({ value, metadata: new Map() }).untrained).toMatch(/iteration 0/);
  });
});

test("no token sees a later one", async () => {
  const { config, tensors } = await openCase("nanogpt");
  const model = gpt2.graph(config, await loadTensors(tensors, { dtype: "float64" }), { dtype: "float64" });
  const { logits: short } = runInterpreter(model, tokens([[3, 1, 4]]));
  const { logits: long } = runInterpreter(model, tokens([[3, 1, 4, 15, 9]]));
  expect(gap(long.slice(0, short.length), short)).toBeLessThan(1e-12);
});
