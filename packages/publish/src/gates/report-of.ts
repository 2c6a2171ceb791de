import { basename, isAbsolute } from "node:path";
import { parseValidationReport, type ValidationReport } from "@tiny-cats/schema";
import type { ModelKind } from "../model-kind.ts";
import { covers } from "./covers.ts";
import type { Verdict } from "./gate.ts";
import type { GateName } from "./gate-names.ts";
import type { Thresholds } from "./thresholds.ts";

/** What a folder was held to, and how it did: validation_report.json. */
export type GateReport = ValidationReport;

/** What a gate found of a model, or of the folder. */
export interface Judged {
  name: GateName;
  model: ModelKind | null;
  verdict: Verdict;
}

interface ReportOptions {
  /** As it was opened; no message holds it. */
  folder: string;
  modelPath?: string;
  thresholds: Thresholds;
  strict: boolean;
  allowMissing: readonly string[];
}

/** A gate with the model that it is for. */
export const titleOf = (name: string, kind: string | null | undefined): string => (kind ? `${kind} ${name}` : name);

/** The report on what gates found. */
export function reportOf(
  judged: readonly Judged[],
  { folder, modelPath, thresholds, strict, allowMissing }: ReportOptions,
): GateReport {
  const clean = (text: string) => text.replaceAll(`${folder}/`, "").replaceAll(folder, "the folder");
  const warnings: string[] = [];
  const errors: string[] = [];
  const results = judged.map(({ name, model, verdict }) => {
    const { status, value, threshold, remedy } = verdict;
    const title = titleOf(name, model);
    const message = clean(verdict.message);
    const allowed =
      status === "not-measured" &&
      allowMissing.find(
        (one) => one === name || one === `${model}:${name}` || verdict.places?.some((place) => covers(one, place)),
      );
    warnings.push(...(verdict.warnings ?? []).map((warning) => `${title}: ${clean(warning)}`));
    if (allowed) warnings.push(`${title}: ${message}, and is allowed to be missing`);
    else if (status !== "passed") errors.push(`${title}: ${message}`);
    return {
      name,
      model,
      passed: status === "passed",
      // JSON has neither NaN nor infinity.
      value: typeof value === "number" && !Number.isFinite(value) ? "not finite" : value,
      threshold,
      message,
      ...(remedy !== undefined && status !== "passed" && { remedy: clean(remedy) }),
      ...(allowed && { allowed_because: `${allowed} is allowed to be missing` }),
    };
  });
  const passed = results.filter((result) => result.passed).length;
  return parseValidationReport({
    schema: "tiny-cats/validation-report",
    version: 1,
    model_path: relativeName(modelPath ?? folder),
    timestamp: new Date().toISOString(),
    passed: errors.length === 0 && !(strict && warnings.length > 0),
    strict,
    total_checks: results.length,
    passed_checks: passed,
    failed_checks: errors.length,
    warnings,
    errors,
    thresholds,
    results,
  });
}

/** No path of the machine goes into a report. */
function relativeName(path: string): string {
  const name = isAbsolute(path) || /^[A-Za-z]:|^[~\\]/.test(path) ? basename(path) : path;
  return name === "" || /^[~\\]/.test(name) ? `./${name}` : name;
}
