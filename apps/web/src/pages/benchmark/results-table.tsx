import { texts } from "../../texts.ts";
import type { BenchmarkRow } from "./benchmark-row.ts";

const { benchmark: words } = texts;
const { table } = words;

/** Every measurement's numbers. */
export function ResultsTable({ rows }: { rows: readonly BenchmarkRow[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard
    <section class="scroll" aria-labelledby="results" tabIndex={0}>
      <table class="results">
        <thead>
          <tr>
            <th scope="col">{table.what}</th>
            <th scope="col">{table.p50}</th>
            <th scope="col">{table.p95}</th>
            <th scope="col">{table.p99}</th>
            <th scope="col">{table.rate}</th>
            <th scope="col">{table.n}</th>
            <th scope="col">{table.verdict}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ report, name, isImported, verdict }, i) => (
            <tr key={i}>
              <th scope="row">
                {name} {isImported && <span class="badge">{words.imported}</span>}
              </th>
              <td>{milliseconds(report.latency_ms.p50)}</td>
              <td>{milliseconds(report.latency_ms.p95)}</td>
              <td>{milliseconds(report.latency_ms.p99)}</td>
              <td>{report.throughput_images_per_sec?.["1"]?.toPrecision(3) ?? words.notMeasured}</td>
              <td>{report.samples_ms.length}</td>
              <td class="verdict">{verdict ?? words.first}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function milliseconds(ms: number): string {
  return ms >= 100 ? ms.toFixed(0) : ms.toPrecision(3);
}
