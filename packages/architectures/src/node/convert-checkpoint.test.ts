import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import { readModel } from "@tiny-cats/onnx";
import { describe, expect, test } from "vitest";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { stateDicts } from "../state-dicts.ts";
import { folderContents } from "../testing/folder-contents.ts";
import { tinyDitGolden } from "../testing/golden.ts";
import { languageGolden } from "../testing/language-golden.ts";
import { expectSameTensors } from "../testing/named-sources.ts";
import { onnxruntime } from "../testing/onnxruntime.ts";
import { type ConvertOptions, convertCheckpoint } from "./convert-checkpoint.ts";
import { openModel } from "./open-model.ts";

/** A golden checkpoint, what it must be read as, and what opening it needs. */
const CASES: [file: string, architecture: string, dialect: string, options?: ConvertOptions][] = [
  ["tinydit-seed-trainer.pt", "tinydit", "seed-trainer", { weights: "ema" }],
  ["tinydit-seed-trainer.pt", "tinydit", "seed-trainer", { weights: "raw" }],
  ["tinydit-seed-dummy.pt", "tinydit", "seed-dummy"],
  [
    "tinydit.safetensors",
    "tinydit",
    "tiny-cats",
    { config: { ...tinyDitGolden.files["tinydit.safetensors"].raw!.config } },
  ],
  ["nanogpt.pt", "gpt2", "nanogpt"],
  ["nanogpt-nobias.pt", "gpt2", "nanogpt"],
  ["nanogpt-buffers.pt", "gpt2", "nanogpt"],
  ["gpt2-hf.safetensors", "gpt2", "huggingface", { config: languageGolden.gpt2["gpt2-hf"].config }],
  ["gpt2-hf-bare.safetensors", "gpt2", "huggingface-bare", { config: languageGolden.gpt2["gpt2-hf"].config }],
  ["gpt2-hf.bin", "gpt2", "huggingface", { config: languageGolden.gpt2["gpt2-hf"].config }],
  ["nanecho-cache.pt", "nanecho", "cache"],
  ["nanecho-four-cache.pt", "nanecho", "cache"],
  ["nanecho-plain-export.pt", "nanecho", "export"],
  ["nanecho-small-export.pt", "nanecho", "export"],
  ["nanecho-small-trainer.pt", "nanecho", "trainer"],
  ["nanecho-small-runtime.pt", "nanecho", "runtime"],
];

describe.each(CASES)("%s, %s in the dialect %s", (file, architecture, dialect, options = {}) => {
  test("becomes safetensors, ONNX and .pt, and comes back from each to the bit", async () => {
    const path = vectorPath(`architectures/${file}`);
    const out = temporaryFolder();
    const to = ["safetensors", "onnx", "pt"] as const;
    const report = await convertCheckpoint(path, out, { ...options, to, allowUntrained: true, runtime: onnxruntime });
    expect(report).toMatchObject({ architecture, dialect, weights: options.weights ?? "raw" });
    expect(Object.fromEntries(report.files.map(({ path: name, sha256 }) => [name, sha256]))).toEqual(
      folderContents(out),
    );
    const names = ["config.json", "model.safetensors", "onnx/model.onnx", "model.pt"];
    expect(report.files.map(({ path: name }) => name)).toEqual(names);
    await using source = await openModel(path, options);
    for (const name of ["model.safetensors", "model.pt"]) {
      await using again = await openModel(join(out, name));
      // nanoGPT's layout has no place for token ids.
      const { bos_token_id, eos_token_id, ...config } = source.config as Record<string, unknown>;
      expect(again.config).toMatchObject(name === "model.pt" ? config : (source.config as object));
      await expectSameTensors(again.tensors, source.tensors);
    }
    const onnx = report.parity.find(({ target }) => target === "onnx")!;
    expect(onnx.largest_gap).toBeLessThan(1e-4);
    expect(onnx.with).toContain("onnxruntime-node");
    const { metadata } = readModel(await readFile(join(out, "onnx/model.onnx")));
    expect(Object.fromEntries(metadata)).toMatchObject({
      architecture,
      opset: "17",
      source_dialect: dialect,
      source_file: file,
      source_sha256: folderContents(vectorPath("architectures"))[file],
    });
  });
});

test.each([
  ["nanogpt.pt", "pt"],
  ["nanogpt-nobias.pt", "pt"],
  ["nanecho-cache.pt", "cache"],
  ["nanecho-small-export.pt", "export"],
])("%s -> transformers -> .pt has the same state dict, name for name and bit for bit", async (file, dialect) => {
  const [hf, back] = [temporaryFolder(), temporaryFolder()];
  const path = vectorPath(`architectures/${file}`);
  const there = await convertCheckpoint(path, hf, { to: ["hf"] });
  const again = await convertCheckpoint(hf, back, { to: ["pt"], ...(dialect !== "pt" && { dialect }) });
  expect(again.architecture).toBe(there.architecture);
  await using first = await openCheckpoint(path);
  await using second = await openCheckpoint(join(back, "model.pt"));
  const [before] = stateDicts(first);
  const [after] = stateDicts(second);
  expect(after.key).toBe(before.key);
  // NanEcho's files may lack the tied head, which is always written.
  const kept = new Map([...after.tensors].filter(([name]) => name !== "lm_head.weight" || before.tensors.has(name)));
  await expectSameTensors(kept, before.tensors);
  await using source = await openModel(path);
  await using returned = await openModel(join(back, "model.pt"));
  expect(returned.training.iteration).toBe(source.training.iteration);
});

test("fields of a config.json that are not of the model, as its labels, are kept", async () => {
  const out = temporaryFolder();
  const id2label = { 0: "Abyssinian" };
  const path = vectorPath("architectures/tinydit-seed-trainer.pt");
  await convertCheckpoint(path, out, { weights: "raw", config: { id2label } });
  await convertCheckpoint(out, join(out, "again"));
  const config = JSON.parse(await readFile(join(out, "again/config.json"), "utf8"));
  expect(config).toMatchObject({ architectures: ["TinyDiT"], model_type: "tinydit", embed_dim: 8, id2label });
});

test("a float that is whole stays one in a .pt of the same dialect", async () => {
  const out = temporaryFolder();
  const path = vectorPath("architectures/nanecho-small-trainer.pt");
  await convertCheckpoint(path, out, { to: ["pt"] });
  await using before = await openCheckpoint(path, { exactFloats: true });
  await using after = await openCheckpoint(join(out, "model.pt"), { exactFloats: true });
  const config = (value: unknown) => (value as Map<string, Map<string, unknown>>).get("config")!;
  const floats = [...config(before.value)].filter(([, value]) => (value as { kind?: string } | null)?.kind === "float");
  expect(floats.length).toBeGreaterThan(0);
  for (const [key, value] of floats) expect([key, config(after.value).get(key)]).toEqual([key, value]);
});

test.each([
  ["nanogpt.pt", "nanogpt", {}],
  ["nanecho-cache.pt", "cache", {}],
  ["nanecho-small-trainer.pt", "trainer", {}],
  ["tinydit-seed-trainer.pt", "seed-trainer", { weights: "ema" }],
] as const)("where a model comes from is kept in a .pt: %s", async (file, dialect, options) => {
  const out = temporaryFolder();
  const lineage = { repo_id: "someone/cats", commit: "c".repeat(40) };
  await convertCheckpoint(vectorPath(`architectures/${file}`), out, { ...options, to: ["pt"], dialect, lineage });
  await using again = await openModel(join(out, "model.pt"));
  expect(again.dialect.name).toBe(dialect);
  expect(Object.fromEntries((again.checkpoint.value as Map<string, Map<string, string>>).get("lineage")!)).toEqual(
    lineage,
  );
});

test("a NanEcho's folder for transformers has the core, the rest beside it, and the gap declared", async () => {
  const out = temporaryFolder();
  const path = vectorPath("architectures/nanecho-cache.pt");
  const report = await convertCheckpoint(path, out, { to: ["safetensors", "hf"], runtime: onnxruntime });
  expect(Object.keys(folderContents(out))).toEqual([
    "config.json",
    "hf/README.md",
    "hf/config.json",
    "hf/generation_config.json",
    "hf/model.safetensors",
    "hf/nanecho_extras.safetensors",
    "hf/training_metadata.json",
    "model.safetensors",
  ]);
  expect(report.notes.join(" ")).toMatch(/The core's logits differ from the whole's by up to 1\.\d+/);
  const readme = await readFile(join(out, "hf/README.md"), "utf8");
  expect(readme).toMatch(/Measured on 10 positions of one sequence[\s\S]+largest difference of logits \| 1\.\d+/);
  expect(readme).toContain("on 10 tokens of a fixed formula, which are no text");
  await using core = await openCheckpoint(join(out, "hf/model.safetensors"));
  expect([...core.tensors.keys()].every((name) => name.startsWith("transformer."))).toBe(true);
  const told = JSON.parse(await readFile(join(out, "config.json"), "utf8"));
  expect(told).toMatchObject({ model_type: "nanecho", n_embd: 8 });
});

test("element types: halves are as far as halves are, and what does not fit is refused", async () => {
  const out = temporaryFolder();
  const path = vectorPath("architectures/nanogpt.pt");
  const report = await convertCheckpoint(path, out, { to: ["onnx", "safetensors", "hf"], dtype: "float16" });
  const [onnx] = report.parity;
  expect(onnx).toMatchObject({ target: "onnx", tolerance: 2e-2 });
  expect(onnx.largest_gap).toBeGreaterThan(1e-5);
  await using half = await openCheckpoint(join(out, "model.safetensors"));
  expect(new Set([...half.tensors.values()].map(({ dtype }) => dtype))).toEqual(new Set(["f16"]));
  const single = temporaryFolder();
  await convertCheckpoint(path, single, { to: ["pt"], dtype: "float64" });
  await using double = await openModel(join(single, "model.pt"));
  expect(double.tensors.get("transformer.wte.weight")!.dtype).toBe("f64");
});

test("progress ends at the size of each file", async () => {
  const out = temporaryFolder();
  const seen = new Map<string, { bytes: number; total: number }>();
  const report = await convertCheckpoint(vectorPath("architectures/nanogpt.pt"), out, {
    to: ["safetensors", "onnx", "pt"],
    onProgress: ({ stage, ...rest }) => seen.set(stage, rest),
  });
  const sizes = Object.fromEntries(report.files.map(({ path, bytes }) => [path, bytes]));
  expect(seen.get("safetensors")).toEqual({ bytes: sizes["model.safetensors"], total: sizes["model.safetensors"] });
  expect(seen.get("onnx")).toEqual({ bytes: sizes["onnx/model.onnx"], total: sizes["onnx/model.onnx"] });
  expect(seen.get("pt")!.bytes).toBe(seen.get("pt")!.total);
  const { size } = statSync(vectorPath("architectures/nanogpt.pt"));
  expect(seen.get("read")).toEqual({ bytes: size, total: size });
});
