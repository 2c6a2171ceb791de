import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { gateOf, pool } from "../../testing/gate-of.ts";
import { languageFolder, languageReport } from "../../testing/language-folder.ts";
import { hashOf, parsed, put } from "../../testing/model-folder.ts";
import { validate } from "../validate.ts";

/** A file of the manifest, by its path. */
const fileIn = (folder: string, path: string) =>
  parsed(folder, "tiny-cats.json").files.find((file: { path: string }) => file.path === path);

describe("language models", () => {
  test("pass with a perplexity of text that was held out", async () => {
    const folder = await languageFolder();
    const { sha256 } = fileIn(folder, "model.safetensors");
    put(folder, "evaluation/evaluation_report.json", languageReport(sha256, 20));
    const report = await validate(folder, { pool });
    expect(report.errors).toEqual([]);
    expect(report.results.map(({ name }) => name)).toEqual([
      "files",
      "licence",
      "nan-inf",
      "trained",
      "onnx-parity",
      "causality",
      "perplexity",
    ]);
    expect(report.results.at(-1)).toMatchObject({ value: 20, threshold: null });
    expect(await gateOf(folder, "perplexity", { thresholds: { max_perplexity: 19 } })).toMatchObject({ passed: false });
  });

  test("perplexity that nobody measured, of another model, or of text of the training", async () => {
    const folder = await languageFolder();
    const PLACE = "evaluation/evaluation_report.json";
    expect((await gateOf(folder, "perplexity")).remedy).toContain("tiny-cats eval lm");
    put(folder, PLACE, languageReport(hashOf("x"), 20));
    expect((await gateOf(folder, "perplexity")).message).toContain("no file here is the model");
    const { sha256 } = fileIn(folder, "model.safetensors");
    put(folder, PLACE, languageReport(sha256, 20, "train"));
    expect((await gateOf(folder, "perplexity")).message).toContain("measured on text of its training");
    put(folder, PLACE, languageReport(sha256, null));
    expect((await gateOf(folder, "perplexity")).message).toContain("has no perplexity");
  });

  test("one that sees the future", async () => {
    const folder = await languageFolder("nanecho-cache.pt");
    const leaky = await gateOf(folder, "causality");
    expect(leaky).toMatchObject({ passed: false, threshold: 1e-4 });
    expect(leaky.message).toMatch(/it sees the future: later tokens change its logits from token \d+ on/);
    rmSync(join(folder, "onnx"), { recursive: true });
    expect((await gateOf(folder, "causality")).message).toBe("there is no graph to run");
  });
});
