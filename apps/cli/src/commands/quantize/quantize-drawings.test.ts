import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseQuantizationReport } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { greySet } from "../../../../../packages/eval/src/testing/grey-set.ts";
import { levelOf, tinyGenerator } from "../../../../../packages/eval/src/testing/tiny-model-folders.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { INTERRUPTED } from "../../stop.ts";
import { run, runJson } from "../../testing/run.ts";

/** Of the greys, so far that 8 bits, which make it 0, are seen. */
const SHIFT = 1.7;

/** A folder with "model", a generator that 8 bits ruin, and "photos", heads of as much grey as it draws, one of them broken. */
async function folder(): Promise<string> {
  const heads = Array.from({ length: 8 }, (_, i) => ({
    file: `${i}.png`,
    breed: i % 2 === 0 ? "Abyssinian" : "Bengal",
    split: i < 6 ? "train" : "val",
    level: levelOf(i % 2) + SHIFT / 2 + (i - 4) / 500,
    lift: (i % 3) / 100,
    box: [10, 8, 30, 28] as const,
  }));
  const { items } = await greySet(heads, { "images/7.png": "no picture" });
  const cwd = temporaryFolder();
  symlinkSync(join(dirname(items[0].path), ".."), join(cwd, "photos"));
  symlinkSync(tinyGenerator({ fragile: true, shift: SHIFT }).folder, join(cwd, "model"));
  return cwd;
}

const ARGV = ["quantize", "model", "-o", "small.onnx", "--reference", "photos", "--per-breed", "2", "--samples", "1"];

test("drawings further from the photos than the original's interval reaches end with 1, and are written only when forced", async () => {
  const cwd = await folder();
  const refused = await run(ARGV, { cwd });
  expect([refused.code, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toContain("see docs/errors.md#quantization-loss");
  expect(refused.stderr).toContain("of kid_delta");
  expect(readdirSync(cwd).sort()).toEqual(["model", "photos"]);

  const more = ["--force", "--split", "train", "--name", "Grey Cats", "--report", "report.json"];
  const { code, data, stderr } = await runJson([...ARGV, ...more], { cwd });
  expect(code).toBe(1);
  for (const stage of ["Reading photos", "Drawing", "Comparing"]) expect(stderr).toContain(stage);
  expect(parseQuantizationReport(data)).toEqual(data);
  const { original, quantized, reference } = data.kid;
  expect(reference).toMatchObject({ name: "Grey Cats", split: "train", n: 6, seen_in_training: true });
  expect(data.kid_delta).toBeGreaterThan(0);
  expect(quantized.value).toBeGreaterThan(original.interval.high);
  expect([original.n, quantized.n]).toEqual([4, 4]);
  expect(data.gate).toEqual({
    ...{ metric: "kid_delta", loss: data.kid_delta, passed: false, forced: true },
    max_loss: original.interval.high - original.value,
  });
  expect(data.measured.command).toBe(
    "tiny-cats quantize model --force --format json --name 'Grey Cats' --out small.onnx --per-breed 2 --reference photos --report report.json --samples 1 --split train",
  );
  expect(JSON.parse(readFileSync(join(cwd, "report.json"), "utf8"))).toEqual(data);
  expect(readFileSync(join(cwd, "small.onnx"))).toHaveLength(data.quantized_size);
});

test("what draws the same passes, and people are told both distances with their intervals", async () => {
  const cwd = await folder();
  const argv = [...ARGV, "--method", "fp16", "--name", "Grey Cats", "--format", "human"];
  const { code, stdout, stderr } = await run(argv, { cwd });
  expect(code).toBe(0);
  const number = String.raw`-?\d+\.\d+(e-\d+)?`;
  const distance = String.raw`${number} \(${number} to ${number}\)`;
  expect(stdout).toMatch(
    new RegExp(`KID ${distance}, before ${distance}: 4 drawings of each against 7 heads of Grey Cats\n`),
  );
  expect(stdout).toContain("the generator's training saw these photos: neither distance is held out\n");
  expect(stdout).toMatch(/kid_delta lost \S+, within the \S+ allowed\n/);
  expect(stderr).toContain("not read: 7.png: this is no picture that can be read");
  expect(readdirSync(cwd)).toContain("small.onnx");
});

test("a bound of one's own is held in place of the interval", async () => {
  const cwd = await folder();
  const bound = [...ARGV, "--max-loss", "1"];
  const over = await runJson([...bound, "--force"], { cwd });
  expect(over.code).toBe(1);
  expect(over.data).toMatchObject({ gate: { max_loss: 1, passed: false }, skipped: [] });
  const { code, data } = await runJson([...bound, "--method", "fp16"], { cwd });
  expect(code).toBe(0);
  expect(data).toMatchObject({ gate: { metric: "kid_delta", max_loss: 1, passed: true } });
  expect(data.kid.broken).toMatchObject([{ file: "7.png", code: "not-a-picture" }]);
  expect(data.kid.original).toEqual(over.data.kid.original);
});

describe("refusals leave nothing", () => {
  test.each([
    ["conflicting-options", 2, ["--max-skipped", "1"]],
    ["no-such-split", 1, ["--split", "nothing"]],
    ["set-not-found", 1, ["--reference", "none"]],
    ["too-few-samples", 1, ["--per-breed", "1"]],
  ])("%s ends with %i", async (error, status, more) => {
    const cwd = await folder();
    const { code, stdout, stderr } = await run([...ARGV, ...more], { cwd });
    expect(stderr).toContain(`see docs/errors.md#${error}`);
    expect([code, stdout]).toEqual([status, ""]);
    expect(readdirSync(cwd).sort()).toEqual(["model", "photos"]);
  });

  test("Ctrl-C in the middle", async () => {
    const cwd = await folder();
    const controller = new AbortController();
    const { code, stdout } = await run(ARGV, {
      cwd,
      signal: controller.signal,
      onStderr: (text) => text.includes("Drawing") && controller.abort(INTERRUPTED),
    });
    expect([code, stdout]).toEqual([130, ""]);
    expect(readdirSync(cwd).sort()).toEqual(["model", "photos"]);
  });
});
