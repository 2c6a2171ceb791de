import { rm } from "node:fs/promises";
import { basename, join, parse } from "node:path";
import { ifThere, removeStaleTemporaries } from "@tiny-cats/files";
import type { BenchmarkReport, EvaluationReport, GeneratorEvaluation } from "@tiny-cats/schema";
import { LAYOUT } from "../layout.ts";
import type { Prepared } from "../prepared.ts";
import { benchmarkNumbers, drawingScores, type Source } from "./extract-numbers.ts";
import { measureBenchmark } from "./measure-benchmark.ts";
import { measureEvaluation } from "./measure-evaluation.ts";
import type { MeasureOptions } from "./measure-options.ts";
import type { Measured, NotMeasured, TakenReport } from "./measured.ts";
import { placeSamples } from "./place-samples.ts";
import { placeSheet } from "./place-sheet.ts";
import { readReport } from "./read-report.ts";
import { type ReportSlot, reportSlots } from "./report-slots.ts";
import { readSamples } from "./samples-folder.ts";
import { takeReports } from "./take-reports.ts";
import { documentText, writeIfChanged } from "./write-if-changed.ts";

/**
 * Fills the folder that is published with what was measured of its models: reports that are about them, by hash, are copied byte for byte; what no
 * report says is measured with the very files that are published, as far as there are data; samples are drawn. Numbers that the repository repeats
 * (fid_results.json and others) come out of those reports and name them.
 *
 * Each file is written whole, so that a call after one that was cut short goes on: what lies in its place and fits by its hash is found. A file in a
 * report's place that does not fit is removed: it must not be published.
 * @throws TinyCatsError "report-of-another-model", "not-a-report", "no-such-report", "sample-changed"; what the evaluations, benchmarks and drawing
 * throw; FilesError of writing; the signal's reason
 */
export async function measure(prepared: Prepared, options: MeasureOptions): Promise<Measured> {
  const { folder, models } = prepared;
  const { signal, allowMissing = [] } = options;
  signal?.throwIfAborted();
  const generator = models.find(({ kind }) => kind === "generator");
  // Samples that do not fit are refused before anything takes long.
  const given =
    generator && options.samplesDir !== undefined
      ? await readSamples(options.samplesDir, generator.graph.sha256, { ...(signal && { signal }) })
      : undefined;
  await removeLeftovers(folder);
  const slots = reportSlots(prepared);
  const { held, passed } = await takeReports(prepared, slots, options);
  const taken: TakenReport[] = held.map((one) => one.taken);
  const missing: NotMeasured[] = [];
  const miss = (path: string, reason: string) => missing.push(notMeasured(path, reason, allowMissing));

  for (const slot of slots) {
    if (slot.report === "quantization" || held.some((one) => one.slot === slot)) continue;
    // Whatever is there is of another model, or no report.
    await rm(join(folder, slot.path), { force: true });
    const measureIt = slot.report === "evaluation" ? measureEvaluation : measureBenchmark;
    const { unmeasured } = await measureIt(prepared, slot, options);
    if (unmeasured !== undefined) miss(slot.path, unmeasured);
    else taken.push({ ...takenNow(slot), reason: `measured now on ${slot.model.graph.path}` });
  }
  for (const slot of slots)
    if (slot.report === "quantization" && !held.some((one) => one.slot === slot))
      await rm(join(folder, slot.path), { force: true });

  const sources = await readSources(folder, taken, signal);
  const evaluation = sources.get(LAYOUT.evaluation) as Source<EvaluationReport> | undefined;
  if (!generator && options.samplesDir !== undefined)
    passed.push({ path: options.samplesDir, reason: "no generator is published" });
  if (generator) {
    const { samples, taken: drawn } = await placeSamples(prepared, generator, { ...options, given });
    taken.push(drawn);
    const origin = held.find((one) => one.slot.path === LAYOUT.evaluation)?.origin ?? join(folder, LAYOUT.evaluation);
    await placeSheet(prepared, samples, evaluation && { document: evaluation.document, origin }, options);
  }
  await writeNumbers(folder, {
    evaluation: generator && (evaluation as Source<GeneratorEvaluation> | undefined),
    benchmarks: taken.flatMap(({ report, path }) =>
      report === "benchmark" ? [sources.get(path) as Source<BenchmarkReport>] : [],
    ),
    signal,
  });
  if (generator && !evaluation)
    for (const path of [LAYOUT.fid, LAYOUT.inceptionScore]) miss(path, `there is no ${basename(LAYOUT.evaluation)}`);
  if (!taken.some(({ report }) => report === "benchmark"))
    for (const path of [LAYOUT.latency, LAYOUT.memory]) miss(path, `there is no ${basename(LAYOUT.benchmark)}`);
  return { taken, passed, missing };
}

/** What a run that was killed left unfinished beside reports. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of ["evaluation", "benchmarks"]) await ifThere(removeStaleTemporaries(join(folder, name)));
}

function takenNow({ model: { kind }, report, path }: ReportSlot): Omit<TakenReport, "reason"> {
  return { kind, report, path, from: "measured" };
}

function notMeasured(path: string, reason: string, allowMissing: readonly string[]): NotMeasured {
  const { base, name } = parse(path);
  const by = allowMissing.find((allowed) => [path, base, name].includes(allowed) || path.startsWith(`${allowed}/`));
  const allowed = by === undefined ? "" : `; allowed by --allow-missing ${by}`;
  return { path, allowed_because: `not measured: ${reason}${allowed}`, allowed: by !== undefined };
}

/** The reports that lie in the folder now, as they lie there, by their paths. */
async function readSources(folder: string, taken: readonly TakenReport[], signal: AbortSignal | undefined) {
  const sources = new Map<string, Source<unknown>>();
  for (const { path } of taken) {
    const read = await readReport(join(folder, path), { ...(signal && { signal }) });
    if ("bytes" in read) sources.set(path, { path, sha256: read.sha256, document: read.document });
  }
  return sources;
}

async function writeNumbers(
  folder: string,
  numbers: {
    evaluation: Source<GeneratorEvaluation> | undefined;
    benchmarks: readonly Source<BenchmarkReport>[];
    signal: AbortSignal | undefined;
  },
): Promise<void> {
  const { evaluation, benchmarks, signal } = numbers;
  const scores = evaluation && drawingScores(evaluation);
  const measured = benchmarks.length > 0 ? benchmarkNumbers(benchmarks) : undefined;
  const files = [
    [LAYOUT.fid, scores?.fid],
    [LAYOUT.inceptionScore, scores?.inceptionScore],
    [LAYOUT.latency, measured?.latency],
    [LAYOUT.memory, measured?.memory],
  ] as const;
  for (const [path, document] of files) {
    if (document) await writeIfChanged(join(folder, path), documentText(document), { ...(signal && { signal }) });
    else await rm(join(folder, path), { force: true });
  }
}
