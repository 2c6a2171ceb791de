import { basename, join } from "node:path";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import type { Prepared } from "../prepared.ts";
import { findReportFiles } from "./find-report-files.ts";
import { matchReport } from "./match-report.ts";
import type { MeasureOptions } from "./measure-options.ts";
import type { PassedReport, TakenReport } from "./measured.ts";
import { type ReadReport, readReport } from "./read-report.ts";
import type { ReportSlot } from "./report-slots.ts";
import { writeIfChanged } from "./write-if-changed.ts";

/** A report in its place, and the file that it was copied from. */
export interface HeldReport {
  slot: ReportSlot;
  read: ReadReport;
  taken: TakenReport;
  origin: string;
}

interface Candidate {
  /** To read it from. */
  file: string;
  /** As it is told. */
  path: string;
  named: boolean;
  /** Whether it lies where it is published from. */
  inPlace: boolean;
}

type Found = Candidate & { slot: ReportSlot; read: ReadReport; rank: number; reason: string };

/**
 * Takes the reports that are about the models published, byte for byte: first those that the caller named, then the nearest to what runs, then the
 * newest. What lies in a report's place already counts as found.
 *
 * @throws TinyCatsError "report-of-another-model", "not-a-report" and what its parser throws for a report that the caller named; "no-such-report",
 * "too-many-files"
 */
export async function takeReports(
  { folder, models }: Prepared,
  slots: readonly ReportSlot[],
  { reports = [], signal, onProgress }: Pick<MeasureOptions, "reports" | "signal" | "onProgress">,
): Promise<{ held: HeldReport[]; passed: PassedReport[] }> {
  const stop = { ...(signal && { signal }) };
  const given = await findReportFiles(reports, stop);
  const candidates: Candidate[] = [
    ...given.map((one) => ({ ...one, file: one.path, inPlace: false })),
    ...slots.map(({ path }) => ({ file: join(folder, path), path, named: false, inPlace: true })),
  ];
  const found: Found[] = [];
  const passed: PassedReport[] = [];
  for (const [done, candidate] of candidates.entries()) {
    onProgress?.({ stage: "measure", what: "reading reports", done, total: candidates.length });
    const read = await readCandidate(candidate, stop);
    if (!read) continue;
    const match = "reason" in read ? read : matchReport(read, models);
    if ("model" in match && "bytes" in read) {
      const slot = slots.find(({ model, report }) => model === match.model && report === read.report);
      if (slot) found.push({ ...candidate, slot, read, rank: match.rank, reason: match.reason });
    } else if (candidate.named) throw ofAnotherModel(candidate.path, match.reason);
    else passed.push({ path: candidate.path, reason: match.reason });
  }
  onProgress?.({ stage: "measure", what: "reading reports", done: candidates.length, total: candidates.length });
  const held: HeldReport[] = [];
  for (const slot of slots) {
    const [best, ...others] = found.filter((one) => one.slot === slot).sort(byWorth);
    if (!best) continue;
    for (const { path, read, inPlace } of others)
      if (!inPlace || read.sha256 !== best.read.sha256)
        passed.push({ path, reason: `${basename(best.path)} fills its place, ${slot.path}` });
    await writeIfChanged(join(folder, slot.path), best.read.bytes, stop);
    held.push({
      slot,
      read: best.read,
      origin: best.file,
      taken: {
        kind: slot.model.kind,
        report: slot.report,
        path: slot.path,
        from: best.named ? "given" : "found",
        reason: best.reason,
      },
    });
  }
  return { held, passed };
}

function byWorth(a: Found, b: Found): number {
  const date = ({ read }: Found) => Date.parse(read.document.measured?.date ?? "") || 0;
  return (
    Number(b.named) - Number(a.named) || a.rank - b.rank || Number(a.inPlace) - Number(b.inPlace) || date(b) - date(a)
  );
}

/** The report at a path; why it is none; nothing where no report is expected to be. */
async function readCandidate(
  { file, path, named, inPlace }: Candidate,
  options: { signal?: AbortSignal },
): Promise<ReadReport | { reason: string } | undefined> {
  try {
    const read = await readReport(file, options);
    if ("bytes" in read) return read;
    const what = read.other === undefined ? "it does not say what it is" : `it is a ${read.other}`;
    if (named) {
      throw new TinyCatsError("not-a-report", `${path} is none of the reports that are published: ${what}`, {
        value: read.other ?? null,
        remedy: "give an evaluation, benchmark or quantization report: tiny-cats eval, bench and quantize write them",
      });
    }
    return inPlace || read.other?.startsWith("tiny-cats/") || /report/i.test(basename(path))
      ? { reason: what }
      : undefined;
  } catch (error) {
    options.signal?.throwIfAborted();
    if (named) throw error;
    if (!isTinyCatsError(error)) throw error;
    return error.code === "file-not-found" ? undefined : { reason: error.message };
  }
}

function ofAnotherModel(path: string, reason: string): TinyCatsError {
  return new TinyCatsError("report-of-another-model", `${path} is not about the model that is published: ${reason}`, {
    value: path,
    remedy:
      "measure the model that is published: give --data, or run tiny-cats eval or bench on it and give that report",
  });
}
