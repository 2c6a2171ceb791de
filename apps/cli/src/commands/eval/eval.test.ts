import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEvaluationReportText } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { vectorPath } from "../../../../../tooling/golden/vector-path.ts";
import { folderOf } from "../../../../../tooling/testing/folder-of.ts";
import { INTERRUPTED } from "../../stop.ts";
import { exampleReport } from "../../testing/example-report.ts";
import { run, runJson } from "../../testing/run.ts";

const NANOGPT = vectorPath("architectures/nanogpt.pt");
const TOKENS = Array.from({ length: 200 }, (_, i) => (i * i + 3 * i) % 31);

/** A folder with a token set, and reports of two classifiers. */
function work(): string {
  const bin = (tokens: readonly number[]) => new Uint8Array(tokens.flatMap((token) => [token, 0]));
  const metadata = { tokenizer_type: "made-up", vocab_size: 31, total_tokens: 204, train_tokens: 4, val_tokens: 200 };
  return folderOf({
    "tokens/train.bin": bin([1, 2, 3, 4]),
    "tokens/val.bin": bin(TOKENS),
    "tokens/metadata.json": JSON.stringify(metadata),
    "vocabulary/vocab.json": JSON.stringify(Object.fromEntries(TOKENS.map((token) => [`t${token}`, token]))),
    "a.json": JSON.stringify(exampleReport(0.5)),
    "b.json": JSON.stringify(exampleReport(0.75)),
    "other.json": JSON.stringify(exampleReport(0.75, "c")),
    "a.csv": "file,label,predicted\n1,x,x\n2,x,x\n3,x,y\n4,x,y\n",
    "b.csv": "file,label,predicted\n1,x,x\n2,x,x\n3,x,x\n4,x,y\n",
  });
}

describe("eval lm", () => {
  const lm = ["eval", "lm", "--data", "tokens", "--model", NANOGPT];

  test("prints the report as JSON, and writes it beside", async () => {
    const cwd = work();
    const { code, data, stderr } = await runJson(
      [...lm, "--limit", "150", "--tokenizer", "vocabulary", "-o", "r.json"],
      {
        cwd,
      },
    );
    expect(code).toBe(0);
    expect(data).toMatchObject({
      task: "text-generation",
      measured: {
        n: 150,
        model: { file: "nanogpt.pt" },
        command: expect.stringMatching(/^tiny-cats eval lm --data tokens .*--limit 150 --model .*nanogpt\.pt /),
      },
      language: { block_size: 9, stride: 9, bits_per_byte: expect.any(Number) },
    });
    expect(stderr).toContain("Measuring: 100 %");
    expect(stderr).toContain("the report is in r.json");
    const text = await readFile(join(cwd, "r.json"), "utf8");
    expect(parseEvaluationReportText(text)).toEqual(data);
    expect(text).not.toContain(cwd);
  });

  test("tells people, and takes what can be told", async () => {
    const cwd = work();
    await writeFile(join(cwd, "c.json"), "{}");
    const more = ["--block-size", "5", "--stride", "2", "--weights", "raw", "--model-config", "c.json", "-o", "r.html"];
    const { code, stdout } = await run([...lm, ...more, "--format", "human", "--quiet"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^nanogpt\.pt: 199 tokens on val of tokens\n/);
    expect(stdout).toMatch(/^ {2}perplexity +\d+\.\d+ \(\d+\.?\d* to \d+\.?\d*\)$/m);
    expect(stdout).toContain("  no bits per byte: no tokenizer was given");
    expect(await readFile(join(cwd, "r.html"), "utf8")).toContain("<td>block size</td><td>5</td>");
  });

  test.each([
    ["missing-argument", 2, ["--model", NANOGPT]],
    ["missing-argument", 2, ["--data", "tokens"]],
    ["invalid-option-value", 2, ["--data", "tokens", "--model", NANOGPT, "--out", "r.txt"]],
    ["invalid-option-value", 2, ["--data", "tokens", "--model", NANOGPT, "--stride", "0"]],
    ["file-not-found", 1, ["--data", "none", "--model", NANOGPT]],
    ["file-not-found", 1, ["--data", "tokens", "--model", "none.onnx"]],
    ["not-causal", 1, ["--data", "small", "--model", vectorPath("architectures/nanecho-small-trainer.pt")]],
  ])("%s ends with %i and writes nothing", async (error, status, argv) => {
    const cwd = work();
    if (argv.includes("small")) {
      const metadata = { tokenizer_type: "x", vocab_size: 29, total_tokens: 8, train_tokens: 0, val_tokens: 8 };
      await mkdir(join(cwd, "small"));
      await writeFile(join(cwd, "small/metadata.json"), JSON.stringify(metadata));
      await writeFile(join(cwd, "small/val.bin"), new Uint8Array(16));
    }
    const before = await readdir(cwd);
    const { code, stdout, stderr } = await run(["eval", "lm", ...argv], { cwd });
    expect(stderr).toContain(`see docs/errors.md#${error}`);
    expect([code, stdout]).toEqual([status, ""]);
    expect(await readdir(cwd)).toEqual(before);
  });

  test("Ctrl-C in the middle leaves nothing", async () => {
    const cwd = work();
    const before = await readdir(cwd);
    const controller = new AbortController();
    const { code, stdout } = await run([...lm, "-o", "r.json"], {
      cwd,
      signal: controller.signal,
      onStderr: (text) => text.includes("Measuring") && controller.abort(INTERRUPTED),
    });
    expect([code, stdout]).toEqual([130, ""]);
    expect(await readdir(cwd)).toEqual(before);
  });
});

describe("eval compare", () => {
  test("prints the comparison as JSON, and writes it beside", async () => {
    const cwd = work();
    const { code, data } = await runJson(["eval", "compare", "a.json", "b.json", "-o", "c.json"], { cwd });
    expect(code).toBe(0);
    expect(data.metrics[0]).toMatchObject({ key: "classification.accuracy", difference: 0.25, verdict: "better" });
    expect(JSON.parse(await readFile(join(cwd, "c.json"), "utf8"))).toEqual(data);
  });

  test("tells people the verdicts, picture by picture where predictions are given", async () => {
    const cwd = work();
    const predictions = ["--predictions", "a.csv", "--predictions", "b.csv"];
    const argv = ["eval", "compare", "a.json", "b.json", ...predictions, "--format", "human", "-o", "c.md"];
    const { code, stdout, stderr } = await run(argv, { cwd });
    expect([code, stderr]).toEqual([0, "the comparison is in c.md\n"]);
    expect(stdout).toContain(`a: model.onnx aaaaaaaa, n = 4\nb: model.onnx aaaaaaaa, n = 4\non val of pets\n`);
    expect(stdout).toMatch(/^ {2}accuracy +0\.5 +0\.75 +0\.25 +0 to 0\.75 +within-noise$/m);
    expect(stdout).toContain("0 items were told rightly by a alone, 1 by b alone");
    expect(stdout).toMatch(/^ {2}balanced accuracy +- +- +- +- +unknown: not measured: an example$/m);
    expect(await readFile(join(cwd, "c.md"), "utf8")).toContain("| 0.25 (0 to 0.75) | within noise |");
  });

  test.each([
    ["missing-argument", 2, ["a.json"]],
    ["invalid-option-value", 2, ["a.json", "b.json", "--out", "c.txt"]],
    ["invalid-option-value", 2, ["a.json", "b.json", "--predictions", "a.csv"]],
    ["evaluations-incomparable", 1, ["a.json", "other.json"]],
    ["predictions-mismatch", 1, ["a.json", "b.json", "--predictions", "b.csv", "--predictions", "a.csv"]],
    ["file-not-found", 1, ["a.json", "none.json"]],
    ["invalid-json", 1, ["a.json", "a.csv"]],
    ["wrong-document", 1, ["a.json", "tokens/metadata.json"]],
  ])("%s ends with %i and writes nothing", async (error, status, argv) => {
    const cwd = work();
    const before = await readdir(cwd);
    const { code, stdout, stderr } = await run(["eval", "compare", ...argv], { cwd });
    expect(stderr).toContain(`see docs/errors.md#${error}`);
    expect([code, stdout]).toEqual([status, ""]);
    expect(await readdir(cwd)).toEqual(before);
  });
});
