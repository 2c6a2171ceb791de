import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { benchmarkMarkdown } from "@tiny-cats/bench";
import { parseBenchmarkReportText } from "@tiny-cats/schema";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { vectorPath } from "../../../../../tooling/golden/vector-path.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { CHELSEA, run, runJson } from "../../testing/run.ts";
import { parseAccept } from "./parse-accept.ts";
import { parseBatches } from "./parse-batches.ts";
import { parseShapes } from "./parse-shapes.ts";

const TINY = vectorPath("models/tiny-generator.onnx");
const QUICK = ["--runs", "8", "--warmup", "1", "--threads", "1"];

/** A report of the tiny graph whose samples are `ms` times 0.9 to 1.1, written as `name`. */
async function reportOf(cwd: string, name: string, ms: number, changes: object = {}): Promise<string> {
  const template = await runJson(["bench", TINY, ...QUICK, "--batch-sizes", "none"]);
  const samples_ms = Array.from({ length: 41 }, (_, i) => (ms * (90 + ((i * 17) % 41) / 2)) / 100);
  const latency_ms = {
    p50: ms,
    p90: ms * 1.08,
    p95: ms * 1.09,
    p99: ms * 1.098,
    mean: ms,
    std: 0.06 * ms,
    min: ms * 0.9,
    max: ms * 1.1,
  };
  const { noise, ...rest } = template.data;
  const measured = { ...rest.measured, n: 41 };
  writeFileSync(join(cwd, name), JSON.stringify({ ...rest, measured, samples_ms, latency_ms, ...changes }));
  return name;
}

test("a graph is measured, and its report printed and written in both forms", async () => {
  const cwd = temporaryFolder();
  const argv = ["bench", TINY, ...QUICK, "--batch-sizes", "1,2", "--out", "r.json", "-o", "r.md"];
  const { code, data, stderr } = await runJson(argv, { cwd });
  expect(code).toBe(0);
  const written = parseBenchmarkReportText(readFileSync(join(cwd, "r.json"), "utf8"));
  expect(data).toEqual(written);
  expect(readFileSync(join(cwd, "r.md"), "utf8")).toBe(benchmarkMarkdown(written));
  expect(stderr).toContain("wrote ");
  expect(written).toMatchObject({ kind: "graph", threads: 1, warmup: 1, measured: { n: 8 } });
  expect(Object.keys(written.throughput_images_per_sec!)).toEqual(["1", "2"]);
  expect(written.measured.command).toMatch(
    /^tiny-cats bench \S+tiny-generator\.onnx --batch-sizes 1,2 --format json --out r\.json --out r\.md --runs 8 --threads 1 --warmup 1$/,
  );
});

test("for people there is a histogram of every sample", async () => {
  const { stdout, stderr } = await run(["bench", TINY, ...QUICK, "--batch-sizes", "4", "--format", "human"]);
  expect(stdout).toMatch(/^tiny-generator sha256 [0-9a-f]{12}\n {2}graph on cpu, 1 threads, batch 1, 8 calls\n/);
  expect(stdout).toMatch(/median within [\d.]+ to [\d.]+ ms/);
  const counts = [...stdout.matchAll(/^ {2}[\d.]+ to [\d.]+ +(?:[█▏▎▍▌▋▊▉]+ )?(\d+)$/gm)].map(([, count]) =>
    Number(count),
  );
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(8);
  expect(stdout).toMatch(/batch 4 +[\d.]+ images\/s/);
  expect(stderr).toContain("Measuring calls");
});

test("the embedded classifier's pipeline is measured unless told, with a picture of one's own", async () => {
  const home = temporaryFolder();
  const argv = ["bench", "--runs", "2", "--warmup", "0", "--batch-sizes", "none", "--picture", CHELSEA];
  const { data } = await runJson(argv, { home });
  expect(data).toMatchObject({ kind: "classifier", picture: { file: "chelsea.png" } });
  expect(Object.keys(data.stages_ms)).toEqual(["decode", "preprocess", "run"]);
});

test("a signal ends it, and nothing is written", async () => {
  const cwd = temporaryFolder();
  const controller = new AbortController();
  const onStderr = (text: string) => {
    if (text.includes("Measuring")) controller.abort(new Error("enough"));
  };
  const argv = ["bench", "--of", "graph", "--runs", "1000", "--threads", "1", "--out", "r.json"];
  const { code } = await run(argv, { cwd, signal: controller.signal, onStderr });
  expect(code).toBe(1);
  expect(existsSync(join(cwd, "r.json"))).toBe(false);
});

test.each([
  [["nowhere.onnx"], 1, "model-not-found"],
  [[TINY, "--out", "report.txt"], 2, "invalid-option-value"],
  [[TINY, "--batch-sizes", "1,x"], 2, "invalid-option-value"],
  [[TINY, "--runs", "0"], 2, "invalid-option-value"],
  [[TINY, "--shape", "noise"], 2, "invalid-option-value"],
  [[TINY, "--shape", "other=1,2"], 2, "unknown-input"],
  [[TINY, "--shape", "noise=1,3,9,9"], 2, "invalid-shape"],
  [[TINY, "--provider", "abacus"], 2, "no-such-provider"],
  [[TINY, "--picture", CHELSEA], 2, "conflicting-options"],
  [["--steps", "3"], 2, "conflicting-options"],
  [["--shape", "x=1"], 2, "conflicting-options"],
  [[TINY, "--of", "pipeline"], 1, "no-manifest"],
])("%j ends with %d, %s", async (argv, code, name) => {
  const result = await run(["bench", ...argv]);
  expect(result.code).toBe(code);
  expect(result.stderr).toContain(`#${name}`);
  expect(result.stdout).toBe("");
});

describe("compare", () => {
  test("says what changed, and whether more than noise", async () => {
    const cwd = temporaryFolder();
    const [a, b, c] = [
      await reportOf(cwd, "a.json", 10),
      await reportOf(cwd, "b.json", 20),
      await reportOf(cwd, "c.json", 10.1),
    ];
    const slower = await run(["bench", "compare", a, b, "--format", "human", "--out", "x.md"], { cwd });
    expect(slower.code).toBe(0);
    expect(slower.stdout).toContain("b is slower: +100.0 % of the median.\n");
    expect(slower.stdout).toMatch(/p95 ms +10\.90 +21\.80 +\+100\.0 %/);
    expect(readFileSync(join(cwd, "x.md"), "utf8")).toContain("| p50 ms | 10.00 | 20.00 | +100.0 % |");
    expect((await runJson(["bench", "compare", b, a], { cwd })).data.verdict).toBe("faster");
    const same = await run(["bench", "compare", a, c, "--format", "human"], { cwd });
    expect(same.stdout).toContain("No difference beyond the noise (+1.0 % of the median).\n");
  });

  test("refuses other conditions, unless they are accepted by name", async () => {
    const cwd = temporaryFolder();
    const argv = [
      "bench",
      "compare",
      await reportOf(cwd, "a.json", 10),
      await reportOf(cwd, "b.json", 5, { threads: 8 }),
    ];
    const refused = await run(argv, { cwd });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("threads (1; 8)");
    expect(refused.stderr).toContain("--accept threads");
    const accepted = await run([...argv, "--accept", "threads", "--format", "human"], { cwd });
    expect(accepted.stdout).toContain("threads differs: 1; 8");
    expect((await run([...argv, "--accept", "weather"], { cwd })).stderr).toContain("#invalid-option-value");
  });

  test("refuses what is no report", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.json"), "{}");
    const { code, stderr } = await run(["bench", "compare", "a.json", "a.json"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("#wrong-document");
  });
});

describe("gate", () => {
  test("ends with 0 or 1 by its thresholds, and says why", async () => {
    const cwd = temporaryFolder();
    const [a, b] = [await reportOf(cwd, "a.json", 10), await reportOf(cwd, "b.json", 12)];
    const gate = (...argv: string[]) => run(["bench", "gate", b, ...argv, "--format", "human"], { cwd });
    expect(await gate("--max-p95", "14")).toMatchObject({ code: 0, stdout: "ok p95 13.08 ms, at most 14 ms\n" });
    expect(await gate("--max-p95", "13")).toMatchObject({ code: 1, stdout: "failed p95 13.08 ms, over 13 ms\n" });
    expect(await gate("--baseline", a, "--max-regression", "0.1")).toMatchObject({
      code: 1,
      stdout: "failed p50 12 ms against 10 ms: +20 % is over +10 %\n",
    });
    expect((await gate("--baseline", a, "--max-regression", "0.3")).code).toBe(0);
    const { data } = await runJson(["bench", "gate", b, "--max-p95", "14"], { cwd });
    expect(data).toMatchObject({ passed: true, results: [{ name: "p95", passed: true, threshold: 14 }] });
  });

  test("needs a threshold, and a baseline for a regression", async () => {
    const cwd = temporaryFolder();
    const a = await reportOf(cwd, "a.json", 10);
    for (const argv of [[], ["--max-regression", "0.1"], ["--baseline", a]]) {
      const { code, stderr } = await run(["bench", "gate", a, ...argv], { cwd });
      expect(code).toBe(2);
      expect(stderr).toContain("#invalid-gate");
    }
  });
});

test("shapes, batches and conditions come to values or an error of usage, whatever is typed", () => {
  expect(parseShapes(["a=b=1,batch,3"])).toEqual({ "a=b": [1, "batch", 3] });
  expect(parseBatches("1, 8")).toEqual([1, 8]);
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-z_=,0-9]{0,20}$/));
  for (const parse of [(text: string) => parseShapes([text, text.slice(1)]), parseBatches, parseAccept])
    fc.assert(
      fc.property(text, (typed) => {
        try {
          parse(typed);
        } catch (error) {
          if (!isTinyCatsError(error) || error.code !== "invalid-option-value") throw error;
        }
      }),
      { seed: 5, numRuns: 2000 },
    );
});
