import { describe, expect, test } from "vitest";
import { gateOf } from "../../testing/gate-of.ts";
import { change, hashOf } from "../../testing/model-folder.ts";
import { publishedFolder } from "../../testing/published.ts";

describe("cpu-p95", () => {
  test("slow, of another model, on another device, of several at once, or of no whole drawing", async () => {
    const folder = publishedFolder();
    expect(await gateOf(folder, "cpu-p95", { of: "generator" })).toMatchObject({ passed: true, threshold: 2000 });
    const thresholds = { max_cpu_p95_ms: 222 };
    const slow = await gateOf(folder, "cpu-p95", { of: "generator", thresholds });
    expect(slow).toMatchObject({ passed: false, value: 222.453695, threshold: 222 });
    const changed = async (edit: Parameters<typeof change>[2]) => {
      const own = publishedFolder();
      change(own, "benchmarks/benchmark_report.json", edit);
      return gateOf(own, "cpu-p95", { of: "generator" });
    };
    for (const edit of [
      { kind: "graph" },
      { batch_size: 4 },
      { model_info: { name: "x", device: "webgpu", onnx_file: "x.onnx" } },
    ])
      expect((await changed((report) => Object.assign(report, edit))).message).toMatch(
        /is not of whole drawings, one at a time, on a processor/,
      );
    const stray = await changed((report) => Object.assign(report.measured.model, { sha256: hashOf("x") }));
    expect(stray.message).toContain("no file here is the model that was measured in benchmarks/benchmark_report.json");
  });
});
