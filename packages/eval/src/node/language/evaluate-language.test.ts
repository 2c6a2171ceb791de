import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertCheckpoint } from "@tiny-cats/architectures/node";
import { createWorkerPool, type WorkerPool } from "@tiny-cats/core/node";
import { openTokenSet, type TokenSet } from "@tiny-cats/data";
import { parseEvaluationReportText } from "@tiny-cats/schema";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { readVectors } from "../../../../../tooling/golden/read-vectors.ts";
import { vectorPath } from "../../../../../tooling/golden/vector-path.ts";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../../tooling/testing/folder-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { evaluateLanguage, type LanguageEvaluationOptions } from "./evaluate-language.ts";

interface Case {
  block: number;
  stride: number;
  sum: number;
  cross_entropy: number;
  perplexity: number;
  bits_per_byte: number;
  first_50: number;
}
const golden = readVectors<{
  config: object;
  tokens: number[];
  bytes: number;
  token_bytes: number[];
  tokenizer: object;
  cases: Case[];
}>("eval-language");
const [plain, sliding] = golden.cases;
const command = "tiny-cats eval lm";

let pool: WorkerPool;
beforeAll(() => {
  pool = createWorkerPool({ workers: 1 });
});
afterAll(() => pool.dispose());

const bin = (tokens: readonly number[]) => new Uint8Array(tokens.flatMap((token) => [token & 255, token >> 8]));

async function withSet<T>(use: (set: TokenSet) => Promise<T>, change: object = {}, val = golden.tokens): Promise<T> {
  const train = [1, 2, 3, 4];
  const set = await openTokenSet(
    folderOf({
      "train.bin": bin(train),
      "val.bin": bin(val),
      "metadata.json": JSON.stringify({
        tokenizer_type: "made-up",
        vocab_size: 31,
        total_tokens: train.length + val.length,
        train_tokens: train.length,
        val_tokens: val.length,
        ...change,
      }),
    }),
  );
  try {
    return await use(set);
  } finally {
    await set.close();
  }
}

/** A GPT-2 in Hugging Face's layout, with its tokenizer. */
async function gpt2(): Promise<string> {
  const folder = folderOf({
    "config.json": JSON.stringify(golden.config),
    "tokenizer.json": JSON.stringify(golden.tokenizer),
  });
  await cp(vectorPath("architectures/gpt2-hf.safetensors"), join(folder, "model.safetensors"));
  return folder;
}

const evaluate = (model: string, options: Partial<LanguageEvaluationOptions> = {}, change: object = {}) =>
  withSet((set) => evaluateLanguage(model, set, { command, pool, ...options }), change);

describe("a folder in Hugging Face's layout", () => {
  test.each(golden.cases)("gives what transformers and torch give, block $block, stride $stride", async (expected) => {
    const model = await gpt2();
    const progress: string[] = [];
    const { language, measured, not_measured } = await evaluate(model, {
      tokenizer: model,
      blockSize: expected.block,
      stride: expected.stride,
      onProgress: ({ stage, done, total }) => progress.push(`${stage} ${done}/${total}`),
    });
    expect(language?.cross_entropy).toBeCloseTo(expected.cross_entropy, 5);
    expect((language?.perplexity ?? 0) / expected.perplexity).toBeCloseTo(1, 5);
    expect(language?.bits_per_byte).toBeCloseTo(expected.bits_per_byte, 5);
    expect(measured).toMatchObject({ n: 149, data: { split: "val", n: 150 }, command, seed: 0 });
    expect(not_measured).toEqual({});
    for (const [key, { low, high }] of Object.entries(language!.intervals!)) {
      const value = language![key as "perplexity"]!;
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
    }
    expect(Object.keys(language!.intervals!)).toEqual(["cross_entropy", "perplexity", "bits_per_byte"]);
    expect(progress.at(-1)).toBe("measuring 149/149");
    expect(progress[0]).toMatch(/^converting/);
  });

  test("says what was measured, on what, with what, and leaves nothing behind", async () => {
    const model = await gpt2();
    vi.stubEnv("TMPDIR", temporaryFolder());
    onTestFinished(() => void vi.unstubAllEnvs());
    const report = await evaluate(model, { limit: 50 }, { block_size: 64 });
    expect((await readdir(tmpdir())).filter((name) => name.startsWith("tiny-cats-eval-"))).toEqual([]);
    expect(report).toMatchObject({
      task: "text-generation",
      measured: { model: { file: "model.safetensors" }, n: 50, versions: { "onnxruntime-node": expect.any(String) } },
      // The set says 64, the model 9.
      language: { bits_per_byte: null, block_size: 9, stride: 9, windows: 6, causality: { causal: true, tokens: 9 } },
      not_measured: {
        "language.bits_per_byte": "no tokenizer was given to count the bytes of the text by",
        "language.intervals": "6 windows are too few, where 10 are needed",
      },
      metadata: { step: null, config: { n_positions: 9 }, weights: "raw" },
    });
    expect(report.language?.cross_entropy).toBeCloseTo(plain.first_50, 5);
    expect(parseEvaluationReportText(JSON.stringify(report))).toEqual(report);
  });
});

test("an ONNX file gives the same, with the config.json above it; without one the set must tell the block size", async () => {
  const root = temporaryFolder();
  await convertCheckpoint(await gpt2(), join(root, "out"), { to: ["safetensors", "onnx"] });
  const path = join(root, "out/onnx/model.onnx");
  const { language, measured, metadata } = await evaluate(path, { stride: sliding.stride });
  expect(language?.cross_entropy).toBeCloseTo(sliding.cross_entropy, 5);
  expect(measured.model.file).toBe("model.onnx");
  expect(metadata.config).toMatchObject({ n_positions: 9 });
  await mkdir(join(root, "alone/deep"), { recursive: true });
  await cp(path, join(root, "alone/deep/model.onnx"));
  expect((await errorOf(() => evaluate(join(root, "alone/deep/model.onnx")))).code).toBe("no-block-size");
  const told = await evaluate(join(root, "alone/deep/model.onnx"), {}, { block_size: 5 });
  expect(told.language?.cross_entropy).toBeCloseTo(golden.cases[2].cross_entropy, 5);
});

test("a checkpoint's step and loss are told, and a pool is made where none is given", async () => {
  const { metadata, measured } = await evaluate(vectorPath("architectures/nanogpt.pt"), { pool: undefined, limit: 9 });
  expect(measured.model.file).toBe("nanogpt.pt");
  expect(metadata).toMatchObject({ weights: "raw", config: { n_positions: 9 } });
  expect(metadata.step).toBeGreaterThan(0);
});

test("NanEcho, whose gates see later tokens, is refused rather than measured", async () => {
  const path = vectorPath("architectures/nanecho-small-trainer.pt");
  const error = await withSet(
    (set) => errorOf(() => evaluateLanguage(path, set, { command, pool })),
    { vocab_size: 29 },
    golden.tokens.map((token) => token % 29),
  );
  expect(error.code).toBe("not-causal");
  expect(error.value).toMatchObject({ leak: 0, causal: false });
});

describe("refusals", () => {
  const model = vectorPath("architectures/nanogpt.pt");
  test.each<[string, Partial<LanguageEvaluationOptions>, object]>([
    ["vocabulary-mismatch", {}, { vocab_size: 32 }],
    ["no-such-split", { split: "test" as "val" }, {}],
    ["invalid-metric-option", { stride: 0 }, {}],
    ["invalid-metric-option", { blockSize: 1.5 }, {}],
    ["invalid-metric-option", { limit: 0 }, {}],
    ["invalid-metric-option", { bootstrap: { level: 2 } }, {}],
    ["tokenizer-not-found", { tokenizer: "/nowhere" }, {}],
    ["no-such-weights", { weights: "ema" }, {}],
  ])("%s for %j", async (code, options, change) => {
    expect((await errorOf(() => evaluate(model, options, change))).code).toBe(code);
  });

  test("a model that draws, as checkpoint and as graph, and a file that is no graph", async () => {
    const drawing = vectorPath("architectures/tinydit-seed-trainer.pt");
    const other = await errorOf(() => evaluate(drawing, { weights: "raw" }));
    expect([other.code, other.message]).toEqual([
      "wrong-model",
      "tinydit-seed-trainer.pt is no language model: it is a tinydit",
    ]);
    const root = temporaryFolder();
    await convertCheckpoint(drawing, join(root, "d"), { to: ["onnx"], weights: "raw" });
    const graph = join(root, "d/onnx/model.onnx");
    expect((await errorOf(() => evaluate(graph, { blockSize: 4 }))).message).toBe(
      "model.onnx is no language model: it takes noise, timestep, breed",
    );
    await writeFile(join(root, "short.onnx"), "onnx");
    expect((await errorOf(() => evaluate(join(root, "short.onnx")))).code).toBe("invalid-model");
  });

  test("a split of two tokens, and a token that the tokenizer does not have", async () => {
    const few = withSet((set) => errorOf(() => evaluateLanguage(model, set, { command, pool })), {}, [1, 2]);
    expect((await few).code).toBe("too-few-samples");
    const tokenizer = folderOf({ "vocab.json": JSON.stringify({ a: 0, b: 1 }) });
    expect((await errorOf(() => evaluate(model, { tokenizer }))).code).toBe("invalid-token-id");
  });

  test("stops when it is told to, in either stage", async () => {
    for (const stage of ["converting", "measuring"]) {
      const controller = new AbortController();
      const reason = new Error("enough");
      const measuring = evaluate(model, {
        signal: controller.signal,
        onProgress: (progress) => progress.stage === stage && controller.abort(reason),
      });
      await expect(measuring).rejects.toBe(reason);
    }
  });
});
