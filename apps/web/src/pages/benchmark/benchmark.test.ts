import { readFileSync } from "node:fs";
import { type BenchmarkReport, parseBenchmarkReport } from "@tiny-cats/schema";
import { describe, expect, test, vi } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { benchmarkRows } from "./benchmark-row.ts";
import { GRID_GUIDANCE, GRID_STEPS, type GridCell, gridMarkdown, measureGrid } from "./measure-grid.ts";
import { parseReports } from "./parse-reports.ts";
import { providerKey, providersOf } from "./plan.ts";

const path = new URL("../../../../../packages/models/reports/classifier/benchmark_report.json", import.meta.url);
const text = readFileSync(path, "utf8");
const report = parseBenchmarkReport(JSON.parse(text));

test("providers: threads where there are any, and the GPU", () => {
  const keys = (offer: Parameters<typeof providersOf>[0]) => providersOf(offer).map(providerKey);
  expect(keys({ isolated: true, cores: 8, gpu: true })).toEqual(["wasm-1", "wasm-2", "wasm-4", "webgpu"]);
  expect(keys({ isolated: true, cores: 3, gpu: false })).toEqual(["wasm-1", "wasm-2"]);
  expect(keys({ isolated: false, cores: 8, gpu: false })).toEqual(["wasm-1"]);
});

describe("the grid", () => {
  test("times every setting after one that does not count", async () => {
    let now = 0;
    const draw = vi.fn(async ({ steps, guidance }: { steps: number; guidance: number }) => {
      now += steps * (guidance > 1 ? 60 : 30);
    });
    const cells: GridCell[] = [];
    const { signal } = new AbortController();
    for await (const cell of measureGrid(draw, { signal, now: () => now })) cells.push(cell);
    expect(draw).toHaveBeenCalledTimes(1 + GRID_STEPS.length * GRID_GUIDANCE.length);
    expect(cells[0]).toEqual({ steps: 10, guidance: 1, ms: 300 });
    expect(cells.at(-1)).toEqual({ steps: 100, guidance: 3, ms: 6000 });
    expect(gridMarkdown(cells)).toContain("| 25 | 0.75 s | 1.50 s | 1.50 s | 1.50 s |");
    expect(gridMarkdown(cells)).toContain("| 100 | 3.00 s (over) | 6.00 s (over) |");
    expect(gridMarkdown(cells.slice(0, 1))).toContain("| 10 | 0.30 s | not measured |");
  });

  test("ends where it is cancelled", async () => {
    const controller = new AbortController();
    const cells: GridCell[] = [];
    const cancelled = async () => {
      for await (const cell of measureGrid(async () => undefined, { signal: controller.signal })) {
        cells.push(cell);
        controller.abort(new Error("enough"));
      }
    };
    await expect(cancelled()).rejects.toThrow("enough");
    expect(cells).toHaveLength(1);
  });
});

describe("reports", () => {
  test("one or a list of them, as saved", async () => {
    expect(parseReports(text, parseBenchmarkReport)).toEqual([report]);
    expect(parseReports(JSON.stringify([report, report]), parseBenchmarkReport)).toHaveLength(2);
    expect(await errorOf(() => parseReports("nonsense", parseBenchmarkReport))).toMatchObject({ code: "invalid-json" });
    expect((await errorOf(() => parseReports("{}", parseBenchmarkReport))).code).toMatch(/document/);
  });

  test("each is held to the first of its kind", () => {
    const faster = { ...report, provider: "webgpu", threads: null } as BenchmarkReport;
    const bad = { ...report, latency_ms: { ...report.latency_ms, p50: 1e6 } };
    const other = { ...report, kind: "generator" } as BenchmarkReport;
    const rows = benchmarkRows([report, faster, bad, other].map((each) => ({ report: each, isImported: false })));
    expect(rows[0].verdict).toBeUndefined();
    expect(rows[1].name).toMatch(/, WebGPU$/);
    expect(rows[1].verdict).toMatch(/^No difference beyond the noise/);
    expect(rows[2].verdict).toMatch(/sampl|contradict|p50/i);
    expect(rows[3].verdict).toBeUndefined();
  });
});
