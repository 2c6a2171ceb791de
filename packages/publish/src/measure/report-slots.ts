import { LAYOUT } from "../layout.ts";
import type { ModelKind } from "../model-kind.ts";
import type { Prepared, PreparedModel } from "../prepared.ts";
import type { ReportName } from "./measured.ts";

/** A report that a repository has room for, and where. */
export interface ReportSlot {
  model: PreparedModel;
  report: Exclude<ReportName, "samples">;
  path: string;
}

/** Where the reports of each model lie: the generator's, or else the one model's, at the seed projects' paths. */
export function reportSlots({ models }: Pick<Prepared, "models">): ReportSlot[] {
  const beside = models.some(({ kind }) => kind === "generator");
  return models.flatMap((model): ReportSlot[] => {
    const second = beside && model.kind !== "generator";
    return [
      { model, report: "evaluation", path: second ? LAYOUT.classification : LAYOUT.evaluation },
      { model, report: "benchmark", path: second ? LAYOUT.classificationBenchmark : LAYOUT.benchmark },
      { model, report: "quantization", path: quantizationPath(model.kind) },
    ];
  });
}

function quantizationPath(kind: ModelKind): string {
  return `${LAYOUT.evaluation.slice(0, LAYOUT.evaluation.indexOf("/"))}/${kind}_quantization_report.json`;
}
