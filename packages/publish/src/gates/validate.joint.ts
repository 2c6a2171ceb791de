import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createWorkerPool } from "@tiny-cats/core/node";
import { parseValidationReport } from "@tiny-cats/schema";
import { afterAll, describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { change, put } from "../testing/model-folder.ts";
import { publishedFolder } from "../testing/published.ts";
import { handClassifier } from "../testing/tiny-graphs.ts";
import { GATE_NAMES } from "./gate-names.ts";
import { GATES, GATES_BEFORE_MEASURING } from "./table.ts";
import { validate } from "./validate.ts";

const pool = createWorkerPool({ workers: 1 });
afterAll(() => pool.dispose());

describe("the embedded models as they are published", () => {
  test("pass every gate", { timeout: 120_000 }, async () => {
    const folder = publishedFolder();
    const seen: string[] = [];
    const report = await validate(folder, {
      strict: true,
      pool,
      onProgress: ({ what, done }) => seen.push(`${done} ${what}`),
    });
    expect(report.errors).toEqual([]);
    expect(report).toMatchObject({ passed: true, warnings: [], total_checks: 20, passed_checks: 20, failed_checks: 0 });
    expect(parseValidationReport(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(JSON.stringify(report)).not.toContain(folder);
    const values = Object.fromEntries(report.results.map(({ name, model, value }) => [`${model} ${name}`, value]));
    expect(values).toMatchObject({
      "classifier cat-accuracy": 0.995,
      "generator kid": 0.28011170250913897,
      "generator samples-not-noise": 0,
      "null files": "9 of 9 files",
    });
    expect(values["generator onnx-parity"]).toBeLessThan(1e-5);
    expect(Object.keys(values)).not.toContain("generator fid");
    expect(seen[0]).toBe("0 files");
    expect(seen.at(-1)).toBe("21 ");
    expect(seen).toContain("3 classifier nan-inf");
  });

  test("one alone lists no gate of another kind", { timeout: 120_000 }, async () => {
    const first = await validate(publishedFolder({ generator: false }), { pool });
    expect(first.passed).toBe(true);
    expect(new Set(first.results.map(({ model }) => model))).toEqual(new Set([null, "classifier"]));
    expect(first.results.map(({ name }) => name)).not.toContain("kid");
    const second = await validate(publishedFolder({ classifier: false }), { pool });
    expect(second.errors).toEqual([]);
    expect(second.results.map(({ name }) => name)).not.toContain("cat-accuracy");
  });
});

test("the table holds every gate once, and those before measuring need no reports", () => {
  expect(GATES.map(({ name }) => name)).toEqual(GATE_NAMES);
  expect(GATES_BEFORE_MEASURING).toEqual(GATE_NAMES.slice(0, 9));
});

describe("what was not measured", () => {
  test("fails with its remedy, or is a warning where it may be missing", async () => {
    const folder = publishedFolder();
    rmSync(join(folder, "evaluation"), { recursive: true });
    rmSync(join(folder, "benchmarks"), { recursive: true });
    const only = ["cat-accuracy", "kid", "cpu-p95"] as const;
    const strict = await validate(folder, { only, pool });
    expect(strict).toMatchObject({ passed: false, total_checks: 4, passed_checks: 0, failed_checks: 4 });
    expect(strict.results.map(({ value, remedy }) => [value, /tiny-cats (eval|bench)/.test(remedy!)])).toEqual(
      Array(4).fill([null, true]),
    );
    const allowMissing = ["cat-accuracy", "generator:kid", "benchmarks/"];
    const allowed = await validate(folder, { only, allowMissing, pool });
    expect(allowed).toMatchObject({ passed: true, passed_checks: 0, failed_checks: 0, errors: [] });
    expect(allowed.warnings).toHaveLength(4);
    expect(allowed.results[0].allowed_because).toBe("cat-accuracy is allowed to be missing");
    expect((await validate(folder, { only, allowMissing, strict: true, pool })).passed).toBe(false);
    const other = await validate(folder, { only, allowMissing: ["classifier:kid"], pool });
    expect(other.failed_checks).toBe(4);
  });

  test("what was measured and is too bad can't be allowed", async () => {
    const folder = publishedFolder();
    change(folder, "evaluation/classification_report.json", (report) => {
      report.classification.cat_not_cat.accuracy = 0.97;
    });
    const report = await validate(folder, { only: ["cat-accuracy"], allowMissing: ["cat-accuracy"], pool });
    expect(report.errors).toEqual([
      "classifier cat-accuracy: 0.97 of 200 pictures, val of Oxford-IIIT Pet (evaluation/classification_report.json) is not above 0.97",
    ]);
  });
});

describe("refuses at once", () => {
  const code = async (call: () => unknown) => (await errorOf(call)).code;

  test("gates and thresholds that there are not", async () => {
    const folder = handClassifier((_, mean) => mean);
    expect(await errorOf(() => validate(folder, { only: ["fids" as never] }))).toMatchObject({
      code: "unknown-gate",
      remedy: "did you mean fid?",
    });
    expect(await code(() => validate(folder, { allowMissing: ["classifier:parity-of"] }))).toBe("unknown-gate");
    expect(await code(() => validate(folder, { allowMissing: ["nothing"] }))).toBe("unknown-gate");
    expect(await code(() => validate(folder, { thresholds: { max_fid: -1 } }))).toBe("invalid-thresholds");
  });

  test("folders that hold no model", async () => {
    const folder = temporaryFolder();
    expect(await code(() => validate(join(folder, "none")))).toBe("folder-not-found");
    expect(await code(() => validate(folder))).toBe("no-manifest");
    put(folder, "tiny-cats.json", "{");
    expect(await code(() => validate(folder))).toBe("invalid-json");
    put(folder, "tiny-cats.json", "[]");
    expect(await code(() => validate(folder))).toBe("invalid-document");
    put(folder, "tiny-cats.json", { schema: "tiny-cats/data-report" });
    expect(await code(() => validate(folder))).toBe("wrong-document");
    mkdirSync(join(folder, "generator/tiny-cats.json"), { recursive: true });
    rmSync(join(folder, "tiny-cats.json"));
    expect(await code(() => validate(folder))).toBe("not-a-file");
  });

  test("folders without end", async () => {
    const folder = handClassifier((_, mean) => mean);
    mkdirSync(join(folder, Array(18).fill("d").join("/")), { recursive: true });
    expect(await code(() => validate(folder))).toBe("folder-too-large");
  });
});

test("stops when its signal fires, before and within a gate", async () => {
  const folder = publishedFolder({ classifier: false });
  const reason = new Error("enough");
  await expect(validate(folder, { signal: AbortSignal.abort(reason), pool })).rejects.toBe(reason);
  for (const gate of ["nan-inf", "onnx-parity", "behaviour", "samples-not-noise"] as const) {
    const controller = new AbortController();
    const judged = validate(folder, {
      only: [gate],
      signal: controller.signal,
      pool,
      onProgress: ({ what }) => what === `generator ${gate}` && setTimeout(() => controller.abort(reason), 5),
    });
    await expect(judged).rejects.toBe(reason);
  }
});

test("the report names the folder as it was named, and never where it is on this machine", async () => {
  const folder = handClassifier((_, mean) => mean);
  const name = async (options: object) => (await validate(folder, { only: ["licence"], pool, ...options })).model_path;
  expect(await name({})).toBe(folder.split("/").at(-1));
  expect(await name({ modelPath: "../models/mine" })).toBe("../models/mine");
  expect(await name({ modelPath: "/home/me/mine" })).toBe("mine");
  expect(await name({ modelPath: "~" })).toBe("./~");
});
