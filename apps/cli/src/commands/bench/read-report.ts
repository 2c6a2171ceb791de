import { resolve } from "node:path";
import { readTextBounded } from "@tiny-cats/files";
import { type BenchmarkReport, parseBenchmarkReportText } from "@tiny-cats/schema";
import type { Io } from "../../io.ts";

const LARGEST = 64 << 20;

/** Reads a benchmark report. @throws TinyCatsError those of reading a file and of parseBenchmarkReportText */
export async function readReport(path: string, { cwd, signal }: Pick<Io, "cwd" | "signal">): Promise<BenchmarkReport> {
  return parseBenchmarkReportText(await readTextBounded(resolve(cwd, path), { maxBytes: LARGEST, signal }));
}
