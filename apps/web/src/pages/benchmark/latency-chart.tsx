import { texts } from "../../texts.ts";
import type { BenchmarkRow } from "./benchmark-row.ts";

const { benchmark: words } = texts;
const ROW = 56;
const END = 24;

/** Median to 99th percentile of every measurement on one scale; the table beside it has the same numbers for those who can't see it. */
export function LatencyChart({ rows }: { rows: readonly BenchmarkRow[] }) {
  const scale = niceEnd(Math.max(...rows.map(({ report }) => report.latency_ms.p99)));
  const share = (ms: number) => `${((ms / scale) * 100).toFixed(3)}%`;
  const height = rows.length * ROW + END;
  return (
    <figure class="chart">
      <svg width="100%" height={height} role="img" aria-label={words.chart}>
        {[0, 0.25, 0.5, 0.75, 1].map((part) => (
          <g key={part} class="tick">
            <line x1={share(part * scale)} x2={share(part * scale)} y1="0" y2={height - END} />
            <text
              x={share(part * scale)}
              y={height - 4}
              text-anchor={part === 0 ? "start" : part === 1 ? "end" : "middle"}
            >
              {part * scale} {part === 1 && words.chartUnit}
            </text>
          </g>
        ))}
        {rows.map(({ report: { latency_ms }, name }, i) => (
          <g key={i}>
            <text class="chart-name" x="4" y={i * ROW + 18}>
              {name}
            </text>
            <rect class="median" x="0" width={share(latency_ms.p50)} y={i * ROW + 26} height="18" rx="4" />
            <rect
              class="spread"
              x={share(latency_ms.p50)}
              width={share(latency_ms.p99 - latency_ms.p50)}
              y={i * ROW + 31}
              height="8"
              rx="3"
            />
            <rect class="mark" x={share(latency_ms.p95)} width="3" y={i * ROW + 26} height="18" />
          </g>
        ))}
      </svg>
      <figcaption class="small muted">{words.chart}</figcaption>
    </figure>
  );
}

/** The end of a scale that divides by four. */
function niceEnd(most: number): number {
  const unit = 10 ** Math.floor(Math.log10(most));
  return (([2, 4, 6, 8].find((n) => n * unit >= most) ?? 10) * unit * 1e6) / 1e6;
}
