import { type BenchmarkReport, parseBenchmarkReport } from "@tiny-cats/schema";
import manifest from "../../package.json" with { type: "json" };
import { noiseBand } from "../statistics/noise-band.ts";
import { QUANTILE_METHOD, summarize } from "../statistics/summarize.ts";
import type { RawBenchmark } from "../subject/benchmark-subject.ts";
import { parseRuntime } from "./parse-runtime.ts";

/** What a report says besides what was measured. */
export interface ReportFacts {
  kind: "graph" | "classifier" | "generator";
  /** The model's name, and its graph: file, sha256, and bytes with those of weights beside it. */
  model: { name: string; file: string; sha256: string; bytes: number; dtype?: string };
  /** Further keys of `model_info`, and of the report. */
  details?: Readonly<Record<string, unknown>>;
  keys?: Readonly<Record<string, unknown>>;
  /** Of whatever was random. */
  seed: number | null;
  threads: number | null;
  /** Why there is no number of threads, or no memory. */
  reasons: Readonly<Record<string, string>>;
  hardware: BenchmarkReport["measured"]["hardware"];
  versions: Readonly<Record<string, string>>;
  loadAverage?: { before: number[]; after: number[] };
  command: string;
  date: Date;
  warnings?: readonly string[];
}

const MEGABYTE = 1e6;

/** The report of a benchmark; its statistics are those of the samples it lists. @throws TinyCatsError "invalid-document" */
export function makeReport(raw: RawBenchmark, facts: ReportFacts): BenchmarkReport {
  const { model, hardware, seed, threads, command, loadAverage } = facts;
  const samples_ms = raw.samples.map(rounded);
  const { name: runtime, version, provider } = parseRuntime(raw.runtime);
  const timestamp = facts.date.toISOString();
  const by = `${manifest.name} ${manifest.version}`;
  const nulls = raw.throughput.flatMap(({ batch, reason }) =>
    reason === undefined ? [] : [[`throughput_images_per_sec.${batch}`, reason]],
  );
  const none = raw.throughput.length === 0;
  const warnings = [...raw.warnings, ...(facts.warnings ?? [])];
  return parseBenchmarkReport({
    schema: "tiny-cats/benchmark-report",
    version: 1,
    measured: {
      model: { file: model.file, sha256: model.sha256 },
      data: null,
      n: samples_ms.length,
      seed,
      hardware,
      versions: { ...facts.versions, [runtime]: version, [manifest.name]: manifest.version },
      command,
      date: timestamp,
      by,
    },
    model_info: {
      name: model.name,
      device: provider,
      onnx_file: model.file,
      ...imageSize(raw.inputs),
      ...(model.dtype !== undefined && { dtype: model.dtype }),
      total_size_mb: model.bytes / MEGABYTE,
      ...facts.details,
    },
    kind: facts.kind,
    provider,
    threads,
    batch_size: raw.batchSize,
    warmup: raw.warmup,
    ...(raw.inputs && { inputs: raw.inputs }),
    samples_ms,
    latency_ms: summarize(samples_ms),
    quantiles: QUANTILE_METHOD,
    noise: noiseBand(samples_ms),
    timer_resolution_ms: raw.timerResolution,
    ...stagesOf(raw.stages),
    load_ms: rounded(raw.loadMs),
    first_call_ms: rounded(raw.firstCallMs),
    throughput_images_per_sec: none
      ? null
      : Object.fromEntries(raw.throughput.map(({ batch, perSecond }) => [String(batch), perSecond])),
    throughput_runs: Object.fromEntries(raw.throughput.map(({ batch, runs }) => [String(batch), runs])),
    memory: memoryOf(raw.memory, model.bytes, hardware.memory_bytes),
    ...facts.keys,
    ...(loadAverage && { load_average: loadAverage }),
    ...(warnings.length > 0 && { warnings }),
    timestamp,
    not_measured: {
      ...facts.reasons,
      ...Object.fromEntries(nulls),
      ...(none && { throughput_images_per_sec: "no batch sizes were asked for" }),
    },
  });
}

/** To a tenth of a microsecond. */
function rounded(ms: number): number {
  return Math.round(ms * 1e4) / 1e4;
}

function stagesOf(stages: RawBenchmark["stages"]) {
  const entries = Object.entries(stages).map(([name, samples]) => [name, summarize(samples)]);
  return entries.length === 0 ? {} : { stages_ms: Object.fromEntries(entries) };
}

function imageSize(inputs: RawBenchmark["inputs"]) {
  const picture = inputs?.find(({ dims }) => dims.length === 4 && dims[1] === 3 && dims[2] === dims[3]);
  return picture ? { image_size: picture.dims[2] } : {};
}

function memoryOf(memory: RawBenchmark["memory"], modelBytes: number, total: number | null) {
  if (!memory) return null;
  const { before, loaded, peak, peakOfAll } = memory;
  return {
    peak_memory_mb: peak / MEGABYTE,
    session_memory_mb: Math.max(0, loaded - before) / MEGABYTE,
    peak_with_batches_mb: peakOfAll / MEGABYTE,
    model_size_mb: modelBytes / MEGABYTE,
    ...(total !== null && { total_memory_mb: total / MEGABYTE, memory_utilization: Math.min(1, peak / total) }),
    note: "resident memory of a process that did nothing else; the peak is that until latency was measured",
  };
}
