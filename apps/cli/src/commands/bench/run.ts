import { resolve } from "node:path";
import { benchmarkMarkdown } from "@tiny-cats/bench";
import { benchmarkClassifier, benchmarkGenerator, benchmarkModel } from "@tiny-cats/bench/node";
import type { BenchmarkReport } from "@tiny-cats/schema";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { namedModel } from "../../models/model-source.ts";
import { printOne } from "../../output/print-one.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import { typedCommand } from "../../output/typed-command.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import type { BENCH_OPTIONS } from "./bench-options.ts";
import { checkFlags } from "./check-flags.ts";
import { type BenchSubject, chooseSubject } from "./choose-subject.ts";
import { outFiles, writeOut } from "./out-files.ts";
import { parseBatches } from "./parse-batches.ts";
import { parseShapes } from "./parse-shapes.ts";
import { printBenchmark } from "./print-benchmark.ts";

/** Whatever a repository holds can be measured, and of all its graphs. */
const ANY = { kinds: ["classifier", "generator", "language"], allGraphs: true } as const;

/** `tiny-cats bench`: measures a model, prints its report and writes it where --out says. */
export async function runBench(context: CommandContext): Promise<ExitCode> {
  const { io, talk, args, flags } = context;
  const values = context.options as OptionValues<typeof BENCH_OPTIONS>;
  const files = outFiles(values.out ?? [], io.cwd);
  const shapes = parseShapes(values.shape ?? []);
  const batches = values["batch-sizes"] === undefined ? undefined : parseBatches(values["batch-sizes"]);
  const named = args[0] === undefined ? undefined : await namedModel(context, args[0], ANY);
  const subject = await chooseSubject(named?.path, values.of, io);
  checkFlags(flags, subject.kind);
  const progress = stageProgress(talk, {
    load: "Loading",
    warmup: "Warming up",
    runs: "Measuring calls",
    stages: "Measuring stages",
    throughput: "Measuring batches",
  });
  const { threads, warmup, runs, batch } = values;
  const options = {
    command: typedCommand("bench", context),
    signal: io.signal,
    onProgress: ({ stage, done, total }: { stage: string; done: number; total: number }) =>
      progress.update(stage, done, total),
    ...(threads !== undefined && { threads }),
    ...(warmup !== undefined && { warmup }),
    ...(runs !== undefined && { runs }),
    ...(batch !== undefined && { batchSize: batch }),
    ...(batches && { batches }),
  };
  const measured = await talk
    .timed("measuring", () => measure(subject, { ...values, shapes, cwd: io.cwd }, options))
    .finally(() => progress.end());
  const report = { ...measured, ...(named?.pulled && { model_source: named.pulled }) };
  for (const warning of report.warnings ?? []) talk.note(`note: ${warning}`);
  await writeOut(context, files, {
    ".json": () => `${JSON.stringify(report, null, 2)}\n`,
    ".md": () => benchmarkMarkdown(report),
  });
  printOne(context, report, (out) => printBenchmark(out, report));
  return 0;
}

type Options = Parameters<typeof benchmarkModel>[1];

function measure(
  { kind, path }: BenchSubject,
  given: Omit<OptionValues<typeof BENCH_OPTIONS>, "shape"> & { shapes: Options["shapes"]; cwd: string },
  options: Options,
): Promise<BenchmarkReport> {
  const { dtype, provider, picture, steps, shapes, cwd } = given;
  if (kind === "classifier")
    return benchmarkClassifier(path, { ...options, ...(picture !== undefined && { picture: resolve(cwd, picture) }) });
  if (kind === "generator") return benchmarkGenerator(path, { ...options, ...(steps !== undefined && { steps }) });
  return benchmarkModel(path, { ...options, provider, shapes, ...(dtype !== undefined && { dtype }) });
}
