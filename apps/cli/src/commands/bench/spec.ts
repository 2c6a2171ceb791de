import type { CommandSpec } from "../../table/command-spec.ts";
import { BENCH_COMPARE_OPTIONS, BENCH_GATE_OPTIONS, BENCH_OPTIONS } from "./bench-options.ts";

export const bench: CommandSpec = {
  name: "bench",
  summary: "measure latency, throughput and memory of a model, and compare reports",
  details: [
    "A model is an .onnx file of any kind, or a model's folder. It is measured in a process of its own; inputs are made up from what the graph declares, and making them is not timed.",
  ],
  arguments: [
    {
      name: "model",
      summary: "an .onnx file, a model's folder, or owner/name on the Hub; the embedded classifier unless told",
      complete: "file",
    },
  ],
  options: BENCH_OPTIONS,
  examples: [
    "tiny-cats bench --threads 1",
    "tiny-cats bench model.onnx --batch-sizes 1,8 --out report.json --out report.md",
    "tiny-cats bench gpt2.onnx --shape input_ids=1,128",
  ],
  load: async () => (await import("./run.ts")).runBench,
  commands: [
    {
      name: "compare",
      summary: "say what changed from one report to another, and whether more than noise",
      details: ["Reports of different conditions are refused unless --accept names what may differ."],
      arguments: [
        { name: "a", summary: "report of before", required: true, complete: "file" },
        { name: "b", summary: "report of after", required: true, complete: "file" },
      ],
      options: BENCH_COMPARE_OPTIONS,
      examples: ["tiny-cats bench compare before.json after.json"],
      load: async () => (await import("./compare.ts")).runBenchCompare,
    },
    {
      name: "gate",
      summary: "hold a report to thresholds",
      details: [
        "The exit status is 1 where a threshold is not kept. A median that is slower than allowed counts only where that is more than noise.",
      ],
      arguments: [{ name: "report", summary: "report to hold to them", required: true, complete: "file" }],
      options: BENCH_GATE_OPTIONS,
      examples: [
        "tiny-cats bench gate report.json --max-p95 40",
        "tiny-cats bench gate after.json --baseline before.json --max-regression 0.1",
      ],
      load: async () => (await import("./gate.ts")).runBenchGate,
    },
  ],
};
