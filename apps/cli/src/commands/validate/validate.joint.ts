import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseValidationReportText } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { change, put } from "../../../../../packages/publish/src/testing/model-folder.ts";
import { publishedFolder } from "../../../../../packages/publish/src/testing/published.ts";
import { run, runJson } from "../../testing/run.ts";

const SLOW = { timeout: 120_000 };

describe("tiny-cats validate", () => {
  test("prints a line a gate, writes the report, and ends with 0", SLOW, async () => {
    const folder = publishedFolder({ generator: false });
    const { code, stdout, stderr } = await run(["validate", ".", "--format", "human", "--out", "report.json"], {
      cwd: folder,
    });
    expect(code).toBe(0);
    expect(stderr).toContain("wrote report.json");
    expect(stdout).toMatch(
      /^ok +classifier onnx-parity +\d(?:\.\d+)?e-7 +0\.0001 +logits, features of onnx\/model\.onnx/m,
    );
    expect(stdout).toMatch(/^ok +classifier cat-accuracy +0\.995 +0\.97 +0\.995 of 200 pictures/m);
    expect(stdout).toMatch(/\.: may be published, 10 of 10 gates passed\n$/);
    const report = parseValidationReportText(readFileSync(join(folder, "report.json"), "utf8"));
    expect(report).toMatchObject({ passed: true, model_path: ".", total_checks: 10 });
  });

  test("says what to do about a gate that fails, and ends with 1", SLOW, async () => {
    const folder = publishedFolder({ generator: false });
    change(folder, "evaluation/evaluation_report.json", (report) => {
      report.measured.model.sha256 = "0".repeat(64);
    });
    change(folder, "tiny-cats.json", (manifest) => {
      manifest.license = undefined;
    });
    const human = await run(["validate", folder, "--format", "human"]);
    expect(human.code).toBe(1);
    expect(human.stdout).toMatch(
      /^failed {2}classifier cat-accuracy +- +0\.97 +no file here is the model that was measured/m,
    );
    expect(human.stdout).toMatch(/^ {2}fix: measure it on pictures that were held out: tiny-cats eval classifier/m);
    expect(human.stdout).toMatch(/^failed {2}classifier licence .*license is missing/m);
    expect(human.stdout).toContain("may not be published");
  });

  test("takes thresholds and what may be missing", SLOW, async () => {
    const folder = publishedFolder({ generator: false });
    put(folder, "evaluation/evaluation_report.json", {});
    put(folder, "thresholds.json", { max_onnx_size_mb: 2 });
    const argv = [
      "validate",
      folder,
      "--thresholds",
      join(folder, "thresholds.json"),
      "--allow-missing",
      "cat-accuracy",
    ];
    const { code, data } = await runJson(argv);
    expect(code).toBe(1);
    expect(data.errors).toEqual(["classifier quantized-size: onnx/model_quantized.onnx has 2.5 MB, not less than 2"]);
    expect(data.thresholds.max_quantized_mb).toBe(2);
    expect(JSON.stringify(data)).not.toContain(folder);
    const lenient = await run(["validate", folder, "--allow-missing", "cat-accuracy", "--format", "human"]);
    expect(lenient.code).toBe(0);
    expect(lenient.stdout).toMatch(/^missing +classifier cat-accuracy +- +0\.97/m);
    expect(lenient.stdout).toContain("warning: classifier cat-accuracy: how well it tells cats");
    const strict = await run(["validate", folder, "--allow-missing", "cat-accuracy", "--strict", "--format", "human"]);
    expect(strict.code).toBe(1);
    expect(strict.stdout).toContain("warnings fail with --strict");
  });

  test("refuses what makes no sense with 2", async () => {
    const folder = publishedFolder({ generator: false });
    put(folder, "t.json", { max_fids: 3 });
    const t = join(folder, "t.json");
    expect(await run(["validate", folder, "--thresholds", t])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no "max_fids"'),
    });
    expect(await run(["validate", folder, "--allow-missing", "kids"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("did you mean kid?"),
    });
    expect(await run(["validate", folder, "--out", "report.md"])).toMatchObject({ code: 2 });
    expect(await run(["validate"])).toMatchObject({ code: 2 });
    expect(await run(["validate", join(folder, "none")])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("#folder-not-found"),
    });
  });
});
