import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  generatorFolder,
  mobileFolder,
  pictureFiles,
} from "../../../../../packages/architectures/src/testing/classifier-folder.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { INTERRUPTED } from "../../stop.ts";
import { run, runJson } from "../../testing/run.ts";

/** A set with an index.csv, dogs in it, its pictures in images/. */
function set(cwd: string): string {
  const folder = join(cwd, "pets");
  mkdirSync(join(folder, "images"), { recursive: true });
  const rows = pictureFiles.map((path, i) => {
    const name = `${i}${path.slice(path.lastIndexOf("."))}`;
    writeFileSync(join(folder, "images", name), readFileSync(path));
    return [name, ["Abyssinian", "bengal", "pug"][i % 3], i % 3 === 2 ? "dog" : "cat", i % 4 === 0 ? "val" : "train"];
  });
  const lines = [["file", "breed", "species", "split"], ...rows].map((row) => row.join(","));
  writeFileSync(join(folder, "index.csv"), `${lines.join("\r\n")}\r\n`);
  return folder;
}

test("calibrates on a set, measures on its val split, and writes model and report", async () => {
  const cwd = temporaryFolder();
  mobileFolder(join(cwd, "model"));
  set(cwd);
  const argv = [
    "quantize",
    "model",
    "-o",
    "small.onnx",
    "--method",
    "static",
    "--calibrate",
    "pets",
    "--max-loss",
    "1",
  ];
  const more = ["--samples", "6", "--percentile", "99.9", "--report", "report.json", "--skip", "conv_0, gemm_0"];
  const { code, data, stderr } = await runJson([...argv, ...more], { cwd });
  expect(code).toBe(0);
  expect(stderr).toContain("Reading");
  expect(data).toMatchObject({
    ...{ schema: "tiny-cats/quantization-report", method: "static", output_path: "small.onnx" },
    settings: { ranges: "percentile", percentile: 99.9, per_channel: true, weights: "int8" },
    ...{ skipped: ["conv_0", "gemm_0"], calibration: { samples: 6 }, gate: { passed: true } },
    accuracy: { split: "val", all: { n: Math.ceil(pictureFiles.length / 4) } },
  });
  expect(data.measured.command).toMatch(/^tiny-cats quantize model .*--skip 'conv_0, gemm_0'/);
  expect(JSON.parse(readFileSync(join(cwd, "report.json"), "utf8"))).toEqual(data);
  expect(readFileSync(join(cwd, "small.onnx"))).toHaveLength(data.quantized_size);
});

test("tells people what was saved and lost", async () => {
  const cwd = temporaryFolder();
  mobileFolder(join(cwd, "model"));
  set(cwd);
  const argv = ["quantize", "model", "-o", "s.onnx", "--calibrate", "pets", "--per-channel", "no", "--max-loss", "0.9"];
  const { code, stdout } = await run([...argv, "--format", "human", "--quiet", "--skip", "conv_0"], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^s\.onnx: dynamic, [\d.]+ kB of [\d.]+ kB\n/);
  expect(stdout).toMatch(/outputs off by 0\.\d+, at most [\d.]+, [\d.]+ % of \d+ predictions the same\n/);
  expect(stdout).toMatch(/accuracy on breeds [\d.]+ %, before [\d.]+ %, of \d+\n/);
  expect(stdout).toMatch(/onnxruntime-node [^:]+: [\d.]+ ms, before [\d.]+ ms\n/);
  expect(stdout).toContain("left as they are: conv_0\n");
  expect(stdout).toMatch(/accuracy\.breeds lost \S+, within the 0\.9 allowed\n/);
  const plain = await run(["quantize", "model/onnx/model.onnx", "-o", "t.onnx", "--format", "human"], { cwd });
  expect(plain.stdout).toContain("not measured: there was nothing to measure on");
});

test("what loses too much ends with 1, and is written only when forced", async () => {
  const cwd = temporaryFolder();
  generatorFolder(join(cwd, "model"));
  const argv = ["quantize", "model", "-o", "s.onnx", "--method", "fp16", "--samples", "1", "--max-loss", "0"];
  const strict = [...argv, "--max-skipped", "0"];
  const refused = await run(strict, { cwd });
  expect([refused.code, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toContain("see docs/errors.md#quantization-loss");
  expect(readdirSync(cwd)).toEqual(["model"]);
  const forced = await runJson([...strict, "--force"], { cwd });
  expect(forced.code).toBe(1);
  expect(forced.data.gate).toMatchObject({ passed: false, forced: true });
  expect(readdirSync(cwd).sort()).toEqual(["model", "s.onnx"]);
  const { code, data } = await runJson(argv, { cwd });
  expect(code).toBe(0);
  expect(data.skipped.length).toBeGreaterThan(0);
  expect(data).toMatchObject({ drawings: { n: 12 }, measured: { seed: 1 }, gate: { passed: true, loss: 0 } });
});

describe("refusals leave nothing", () => {
  test.each([
    ["missing-argument", 2, []],
    ["invalid-option-value", 2, ["-o", "x", "--method", "int4"]],
    ["invalid-option-value", 2, ["-o", "x", "--max-loss", "2"]],
    ["calibration-needed", 1, ["-o", "x", "--method", "static"]],
    ["empty-split", 1, ["-o", "x", "--calibrate", "pets", "--split", "nothing"]],
    ["no-pictures", 1, ["-o", "x", "--calibrate", "model/onnx"]],
    ["set-not-found", 1, ["-o", "x", "--calibrate", "none"]],
    ["unknown-node", 1, ["-o", "x", "--skip", "none"]],
  ])("%s ends with %i", async (error, status, more) => {
    const cwd = temporaryFolder();
    mobileFolder(join(cwd, "model"));
    set(cwd);
    const { code, stdout, stderr } = await run(["quantize", "model", ...more], { cwd });
    expect(stderr).toContain(`see docs/errors.md#${error}`);
    expect([code, stdout]).toEqual([status, ""]);
    expect(readdirSync(cwd).sort()).toEqual(["model", "pets"]);
  });

  test("Ctrl-C in the middle", async () => {
    const cwd = temporaryFolder();
    mobileFolder(join(cwd, "model"));
    set(cwd);
    const controller = new AbortController();
    const argv = ["quantize", "model", "-o", "x.onnx", "--method", "static", "--calibrate", "pets"];
    const { code, stdout } = await run(argv, {
      cwd,
      signal: controller.signal,
      onStderr: (text) => text.includes("Calibrating") && controller.abort(INTERRUPTED),
    });
    expect([code, stdout]).toEqual([130, ""]);
    expect(readdirSync(cwd).sort()).toEqual(["model", "pets"]);
  });
});
