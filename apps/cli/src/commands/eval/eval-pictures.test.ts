import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { decodePng } from "@tiny-cats/core/png";
import { classifier } from "@tiny-cats/models";
import { parseEvaluationReportText } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { vectorPath } from "../../../../../tooling/golden/vector-path.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { INTERRUPTED } from "../../stop.ts";
import { photos } from "../../testing/photos.ts";
import { run, runJson } from "../../testing/run.ts";

describe("eval classifier", () => {
  test("writes the report and the predictions, and prints the report as JSON", async () => {
    const cwd = await photos();
    const argv = ["eval", "classifier", "--data", "photos", "--split", "val", "--name", "my cats"];
    const more = ["-o", "r.json", "--predictions", "p.csv", "--cache", "kept"];
    const { code, data, stderr } = await runJson([...argv, ...more], { cwd });
    expect(code).toBe(0);
    expect(data).toMatchObject({ measured: { n: 3, data: { name: "my cats", split: "val" }, seed: 0 } });
    expect(data.measured.command).toBe(
      "tiny-cats eval classifier --cache kept --data photos --format json --name 'my cats' --out r.json --predictions p.csv --split val",
    );
    expect(data.classification.per_class[5]).toMatchObject({ label: "Egyptian Mau", recall: 1, support: 1 });
    expect(stderr).toContain("Classifying: 100 %");
    expect(parseEvaluationReportText(await readFile(join(cwd, "r.json"), "utf8"))).toEqual(data);
    const [, first] = (await readFile(join(cwd, "p.csv"), "utf8")).split("\r\n");
    expect(first).toMatch(/^chelsea\.png,[0-9a-f]{64},Egyptian Mau,Egyptian Mau,/);
  });

  test("tells people what could not be measured, and ends with 1", async () => {
    const cwd = await photos();
    await writeFile(join(cwd, "photos/images/0.png"), "no picture");
    const argv = ["eval", "classifier", "--data", "photos", "--split", "train", "--out", "r.json"];
    const { code, stdout } = await run([...argv, "--format", "human"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^onnx\/model\.onnx: 1 picture on train of photos$/m);
    expect(stdout).toMatch(/^ {2}accuracy +[01] \([01] to [01]\)$/m);
    expect(stdout).toMatch(/^ {2}CLASS +PICTURES +PRECISION +RECALL +F1\n {2}Abyssinian +0 +- +- +-$/m);
    expect(stdout).toContain("  Training saw what it was measured on: these numbers say nothing of what");
    expect(stdout).toContain("not measured: 0.png: this is no picture that can be read\n");
  });
});

test("eval classifier measures a checkpoint as the graph that was made of it", async () => {
  const cwd = await photos();
  const weights = fileURLToPath(new URL("model.safetensors", classifier.manifest));
  const argv = ["eval", "classifier", "--data", "photos", "--split", "val"];
  const { code, data, stderr } = await runJson([...argv, "--model", weights, "--weights", "raw"], { cwd });
  expect(code).toBe(0);
  expect(stderr).toMatch(/Converting: \d+ %[\s\S]*Classifying: 100 %/);
  const { data: embedded } = await runJson(argv, { cwd });
  expect(data.classification.confusion_matrix).toEqual(embedded.classification.confusion_matrix);
  expect(data).toMatchObject({ weights: "raw", measured: { model: { file: "model.safetensors" } } });
  expect(data.measured.model.sha256).not.toBe(embedded.measured.model.sha256);
  const gpt = vectorPath("architectures/nanogpt.pt");
  const refused = await run([...argv, "--model", gpt, "--out", "r.json"], { cwd });
  expect([refused.code, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toContain("see docs/errors.md#not-a-classifier");
});

test("eval generator writes report and sheet, and goes on from its cache", async () => {
  const cwd = await photos();
  const argv = ["eval", "generator", "--data", "photos", "--per-breed", "1", "--steps", "1", "--solver", "euler"];
  const how = ["--guidance", "1", "--guidance-interval", "0.2,0.7", "--rescale", "0.5", "--times", "shifted:3"];
  const more = [...how, "--seed", "5", "--cache", "kept", "--samples", "1", "--out", "r.json"];
  const { code, data, stderr } = await runJson([...argv, ...more], { cwd });
  expect(code).toBe(0);
  expect(stderr).toContain("the report is in r-sheet.png, r.json");
  expect(data).toMatchObject({
    measured: { n: 12, seed: 5, data: { split: "all", n: 5 } },
    sampler: {
      solver: "euler",
      steps: 1,
      times: { kind: "shifted", shift: 3 },
      guidance: { scale: 1, interval: [0.2, 0.7], rescale: 0.5 },
    },
    fid: null,
  });
  expect(parseEvaluationReportText(await readFile(join(cwd, "r.json"), "utf8"))).toEqual(data);
  expect((await decodePng(await readFile(join(cwd, "r-sheet.png")))).height).toBeGreaterThan(12 * 64);
  const again = await run([...argv, ...more, "--format", "human", "--out", "s.html"], { cwd });
  expect(again.code).toBe(0);
  expect(again.stdout).toContain(": 12 drawings against 5 heads of photos\n");
  expect(again.stdout).toMatch(/^ {2}KID +-?[\d.e-]+ \(.* to .*\)$/m);
  expect(again.stdout).toMatch(/^ {2}no FID: the FID Inception was not given/m);
  expect(again.stdout).toMatch(/^ {2}the breed is seen in [\d.]+ of the real heads$/m);
  expect(again.stdout).toMatch(/^ {2}The second set has 12 pictures, fewer than 2048: /m);
  const sheet = (await readFile(join(cwd, "r-sheet.png"))).toString("base64");
  expect(await readFile(join(cwd, "s.html"), "utf8")).toContain(sheet);
});

test("eval generator measures both weights of a checkpoint, side by side", async () => {
  const cwd = await photos();
  const checkpoint = vectorPath("architectures/tinydit-seed-trainer.pt");
  const argv = ["eval", "generator", "--data", "photos", "--model", checkpoint, "--per-breed", "1", "--steps", "1"];
  const { code, stdout, stderr } = await run([...argv, "--out", "r.json", "--format", "human"], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^tinydit-seed-trainer\.pt, (raw|ema): 12 drawings against 5 heads of photos$/m);
  expect(stdout).toMatch(/^ {2}METRIC +RAW +EMA$/m);
  expect(stdout).toMatch(/^ {2}KID +-?[\d.]+ \(.*?\) +-?[\d.]+ \(.*?\)$/m);
  expect(stdout.match(/no FID: /g)).toHaveLength(1);
  expect(stderr).toContain("r-ema.json");
  for (const weights of ["raw", "ema"]) {
    const report = parseEvaluationReportText(await readFile(join(cwd, `r-${weights}.json`), "utf8"));
    expect(report).toMatchObject({ weights, measured: { model: { file: "tinydit-seed-trainer.pt" } } });
    expect(report.measured.command).toContain(`--model ${checkpoint}`);
    await decodePng(await readFile(join(cwd, `r-${weights}-sheet.png`)));
  }
});

test.each([
  [["generator", "--data", "photos", "--out", "r.json", "--weights", "ema"], "invalid-option-value"],
  [
    ["generator", "--data", "photos", "--out", "r.json", "--model", "x.pt", "--weights", "both"],
    "invalid-option-value",
  ],
  [["generator", "--data", "photos", "--times", "often"], "invalid-option-value"],
  [["generator", "--data", "photos", "--guidance-interval", "1"], "invalid-option-value"],
  [["classifier", "--data", "photos", "--weights", "ema"], "invalid-option-value"],
  [["generator", "--data", "photos", "--model-config", "config.json"], "invalid-option-value"],
  [["classifier", "--out", "r.json"], "missing-argument"],
  [["classifier", "--data", "photos", "--out", "r.txt"], "invalid-option-value"],
  [["classifier", "--data", "photos", "--out", "r.json", "--predictions", "p.json"], "invalid-option-value"],
  [["generator", "--data", "photos", "--out", "r.jpg"], "invalid-option-value"],
])("eval %j is refused before anything is read: %s", async (argv, code) => {
  const { code: status, stderr } = await run(["eval", ...argv, "--verbose"], { cwd: temporaryFolder() });
  expect(status).toBe(2);
  expect(stderr).toContain(code);
});

test("a signal ends it, and no report is left", async () => {
  const cwd = await photos();
  const argv = ["eval", "classifier", "--data", "photos", "--split", "val", "--out", "r.json"];
  const { code } = await run(argv, { cwd, signal: AbortSignal.abort(INTERRUPTED) });
  expect(code).toBe(130);
  await expect(readFile(join(cwd, "r.json"))).rejects.toThrow();
});
