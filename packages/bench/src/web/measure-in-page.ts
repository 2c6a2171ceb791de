import { createWorkerPool, type Device, type WorkerPool } from "@tiny-cats/core/web";
import type { BenchmarkReport } from "@tiny-cats/schema";
import { checkCount } from "../engine/check-count.ts";
import { makeReport, type ReportFacts } from "../report/make-report.ts";
import { type BenchmarkOptions, benchmarkSubject } from "../subject/benchmark-subject.ts";
import type { Subject } from "../subject/subject.ts";
import { browserMachine, browserVersion } from "./browser.ts";

/** What every benchmark in a browser may be told. */
export interface WebBenchmarkOptions extends BenchmarkOptions {
  /** How the benchmark was asked for; it goes into the report as it is. */
  command: string;
  /** Where sessions live; one worker of this benchmark's own unless told. */
  pool?: WorkerPool;
  /** What the graph runs on; "wasm" unless told. */
  device?: Device;
  /** Threads of a run in a page that is cross-origin isolated; the processors, but at most 4, unless told. Elsewhere there is 1. */
  threads?: number;
  /** Seed of whatever is made up; 0 unless told. */
  seed?: number;
}

const MOST_THREADS = 4;

/** Where a subject's sessions are to be. */
export interface Place {
  pool: WorkerPool;
  device: Device;
  threads: number;
}

/** Measures in this page, with sessions in a worker, and reports. */
export async function measureInPage(
  subject: (place: Place) => Subject,
  options: WebBenchmarkOptions,
  facts: Pick<ReportFacts, "kind" | "model" | "seed" | "details" | "keys">,
): Promise<BenchmarkReport> {
  const { command, device = "wasm" } = options;
  const { threads = Math.min(MOST_THREADS, navigator.hardwareConcurrency || 1) } = options;
  checkCount("threads", threads, 1);
  const pool = options.pool ?? createWorkerPool({ workers: 1 });
  try {
    const raw = await benchmarkSubject(subject({ pool, device, threads }), options);
    const webgpu = raw.runtime.endsWith("(webgpu)");
    const isolated = globalThis.crossOriginIsolated;
    return makeReport(raw, {
      ...facts,
      threads: webgpu ? null : isolated ? threads : 1,
      reasons: {
        memory: "a browser does not tell a page's resident memory",
        ...(webgpu && { threads: "a GPU has none" }),
      },
      hardware: browserMachine(),
      versions: browserVersion(),
      command,
      date: new Date(),
      warnings: isolated ? [] : ["the page is not cross-origin isolated: one thread, and a timer of about 0.1 ms"],
    });
  } finally {
    if (!options.pool) await pool.dispose();
  }
}
