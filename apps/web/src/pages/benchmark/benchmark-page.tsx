import "./benchmark.css";
import { ErrorNote } from "../../design/error-note.tsx";
import { texts } from "../../texts.ts";
import { LatencyChart } from "./latency-chart.tsx";
import { ResultsTable } from "./results-table.tsx";
import { SaveAndOpen } from "./save-and-open.tsx";
import { Setup } from "./setup.tsx";
import { SystemFacts } from "./system-facts.tsx";
import { TimeGrid } from "./time-grid.tsx";
import { useBenchmarks } from "./use-benchmarks.ts";

const { benchmark: words, site } = texts;

/** Measures the models on this device, compares, and keeps the numbers. */
export function BenchmarkPage() {
  const { rows, status, error, isRunning, run, open, cancel, clear } = useBenchmarks();
  return (
    <div class="page benchmark-page">
      <div class="stack">
        <h1>{site.titles.benchmark}</h1>
        <p class="lead">{words.lead}</p>
      </div>
      <div class="bench-columns">
        <section class="card stack" aria-labelledby="setup">
          <h2 id="setup">{words.setupTitle}</h2>
          <Setup isRunning={isRunning} onRun={run} onCancel={cancel} />
          <p class="status number small" role="status">
            {status}
          </p>
          {error !== undefined && <ErrorNote error={error} />}
        </section>
        <SystemFacts />
      </div>
      <section class="stack">
        <h2 id="results">{words.resultsTitle}</h2>
        {rows.length === 0 ? (
          <p class="muted">{words.none}</p>
        ) : (
          <>
            <LatencyChart rows={rows} />
            <ResultsTable rows={rows} />
          </>
        )}
        <SaveAndOpen rows={rows} onOpen={open} onClear={clear} />
      </section>
      <TimeGrid isBusy={isRunning} />
    </div>
  );
}
