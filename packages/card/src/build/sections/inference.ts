import { code } from "../code.ts";
import { format } from "../format.ts";
import { inline } from "../inline.ts";
import { link } from "../link.ts";
import { markdownTable } from "../markdown-table.ts";
import { reading } from "../reading.ts";
import { perPart } from "./per-part.ts";
import { NOT_MEASURED, type SectionMaker } from "./section.ts";

const HEAD = ["file", "ran on", "threads", "p50 ms", "p95 ms", "p99 ms", "calls", "peak memory", "report"];

/** Latency by file and machine. */
export const inference: SectionMaker = {
  id: "inference",
  title: "Inference",
  measured: true,
  make: (facts) =>
    perPart(facts, ({ benchmarks }) => {
      if (benchmarks.length === 0) return NOT_MEASURED;
      const rows = benchmarks.map(({ path, report, file }) => {
        const { latency_ms: latency, measured, provider, threads, memory } = report;
        return [
          code(file.path),
          `${inline(provider)}, ${measured.hardware.cpu === null ? "processor not told" : inline(measured.hardware.cpu)}`,
          reading(report, "threads", threads, String),
          format.ms(latency.p50),
          format.ms(latency.p95),
          format.ms(latency.p99),
          format.count(measured.n),
          reading(report, "memory.peak_memory_mb", memory?.peak_memory_mb, (size) => `${format.number(size)} MB`),
          link(path),
        ];
      });
      return markdownTable(HEAD, rows);
    }),
};
