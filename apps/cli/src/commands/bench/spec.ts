import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";

export const BENCH_OPTIONS = [
  {
    name: "of",
    type: "choice",
    choices: ["pipeline", "graph"],
    placeholder: "<what>",
    summary: "what a call is: a picture's file to its answer (a seed to a picture), or a run of the graph alone",
    defaultText: "pipeline for a model's folder that has one, else graph",
    configurable: false,
  },
  {
    name: "batch-sizes",
    type: "text",
    placeholder: "<list>",
    summary: "batches whose throughput is measured, with commas between; none for no batch",
    defaultText: "1,4,8,16,32; 1,4,8 for drawing",
    configurable: false,
  },
  {
    name: "batch",
    type: "integer",
    min: 1,
    max: 100_000,
    placeholder: "<n>",
    summary: "items in the calls whose latency is measured",
    defaultText: "1, or what the graph is made for",
    configurable: false,
  },
  {
    name: "threads",
    type: "integer",
    min: 1,
    max: 1024,
    placeholder: "<n>",
    summary: "threads of a run",
    defaultText: "as many as the machine runs at once",
    configurable: false,
  },
  {
    name: "warmup",
    type: "integer",
    min: 0,
    max: 1_000_000,
    placeholder: "<n>",
    summary: "calls before any is counted",
    defaultText: "10; 1 for drawing",
    configurable: false,
  },
  {
    name: "runs",
    type: "integer",
    min: 1,
    max: 1_000_000,
    placeholder: "<n>",
    summary: "calls that are counted",
    defaultText: "100; 20 for drawing",
    configurable: false,
  },
  {
    name: "shape",
    type: "text",
    repeatable: true,
    placeholder: "<name=sides>",
    summary: "sides of an input that the graph leaves open, such as input_ids=1,128; 1 is the batch",
    configurable: false,
  },
  {
    name: "dtype",
    type: "text",
    placeholder: "<type>",
    summary: "which graph of a folder, such as float16 or int8",
    defaultText: "its first",
    configurable: false,
  },
  {
    name: "provider",
    type: "text",
    placeholder: "<name>",
    summary: "what a graph runs on; no other is taken in its place",
    default: "cpu",
    configurable: false,
  },
  {
    name: "picture",
    type: "text",
    placeholder: "<file>",
    summary: "picture that is classified",
    defaultText: "a made-up one of 500x375",
    configurable: false,
    complete: "file",
  },
  {
    name: "steps",
    type: "integer",
    min: 1,
    max: 1000,
    placeholder: "<n>",
    summary: "steps of a drawing",
    defaultText: "the model's",
    configurable: false,
  },
  {
    name: "out",
    short: "o",
    type: "text",
    repeatable: true,
    placeholder: "<file>",
    summary: "file for the report, .json or .md; may be given twice",
    configurable: false,
    complete: "file",
  },
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

const ACCEPT_OPTION = {
  name: "accept",
  type: "text",
  placeholder: "<list>",
  summary: "conditions that may differ, with commas between: kind, batch, inputs, hardware, provider, threads",
  configurable: false,
} as const satisfies OptionSpec;

export const BENCH_COMPARE_OPTIONS = [
  ACCEPT_OPTION,
  {
    name: "out",
    short: "o",
    type: "text",
    repeatable: true,
    placeholder: "<file>",
    summary: "file for the comparison, .json or .md; may be given twice",
    configurable: false,
    complete: "file",
  },
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const BENCH_GATE_OPTIONS = [
  {
    name: "max-p95",
    type: "number",
    min: 0,
    placeholder: "<ms>",
    summary: "largest 95th percentile, in milliseconds",
    configurable: false,
  },
  {
    name: "max-regression",
    type: "number",
    min: 0,
    placeholder: "<share>",
    summary: "how much slower than the baseline's the median may be; 0.1 is 10 %",
    configurable: false,
  },
  {
    name: "baseline",
    type: "text",
    placeholder: "<report>",
    summary: "report that the regression is counted from",
    configurable: false,
    complete: "file",
  },
  ACCEPT_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const bench: CommandSpec = {
  name: "bench",
  summary: "measure latency, throughput and memory of a model, and compare reports",
  details: [
    "A model is an .onnx file of any kind, or a model's folder. It is measured in a process of its own; inputs are made up from what the graph declares, and making them is not timed.",
  ],
  arguments: [
    {
      name: "model",
      summary: "an .onnx file or a model's folder; the embedded classifier unless told",
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
