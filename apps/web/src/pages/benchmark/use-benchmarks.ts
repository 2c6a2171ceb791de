import type { BenchmarkReport } from "@tiny-cats/schema";
import { useEffect, useRef, useState } from "preact/hooks";
import { texts } from "../../texts.ts";
import type { BenchmarkRow } from "./benchmark-row.ts";
import type { Plan } from "./plan.ts";

const { benchmark: words } = texts;

/** Measurements that are wanted, under way and done. */
export function useBenchmarks() {
  const [rows, setRows] = useState<BenchmarkRow[]>([]);
  const [status, setStatus] = useState("");
  const [error, setError] = useState<unknown>();
  const [controller, setController] = useState<AbortController>();
  const reports = useRef<{ report: BenchmarkReport; isImported: boolean }[]>([]);
  const opened = useRef(Promise.resolve());
  useEffect(() => () => controller?.abort(), [controller]);

  async function add(report: BenchmarkReport, isImported: boolean): Promise<void> {
    const { benchmarkRows } = await import("./benchmark-row.ts");
    reports.current = [...reports.current, { report, isImported }];
    setRows(benchmarkRows(reports.current));
  }

  async function run(plans: readonly Plan[], runs: number): Promise<void> {
    const mine = new AbortController();
    setController(mine);
    setError(undefined);
    try {
      const { runPlan } = await import("./run-plan.ts");
      for (const plan of plans) {
        const name = `${words.kinds[plan.kind]}, ${words.provider(plan.device, plan.threads)}`;
        const report = await runPlan(plan, {
          runs,
          signal: mine.signal,
          onProgress: ({ stage, done, total }) => setStatus(words.progress(name, words.stages[stage], done, total)),
        });
        await add(report, false);
      }
      setStatus(words.done(plans.length));
    } catch (failure) {
      setStatus(mine.signal.aborted ? words.cancelled : "");
      if (!mine.signal.aborted) setError(failure);
    } finally {
      setController(undefined);
    }
  }

  /** One after the other, so that they stand in the order in which they were given. */
  function open(file: File): void {
    opened.current = opened.current.then(() => read(file));
  }

  async function read(file: File): Promise<void> {
    setError(undefined);
    try {
      const { parseBenchmarkReport } = await import("@tiny-cats/schema");
      const { parseReports } = await import("./parse-reports.ts");
      for (const report of parseReports(await file.text(), parseBenchmarkReport)) await add(report, true);
    } catch (failure) {
      setError(failure);
    }
  }

  return {
    rows,
    status,
    error,
    isRunning: controller !== undefined,
    run,
    open,
    cancel: () => controller?.abort(new DOMException("cancelled", "AbortError")),
    clear() {
      reports.current = [];
      setRows([]);
    },
  };
}
