import type { EvaluationReport } from "@tiny-cats/schema";
import type { CardFacts, HeldReport, Omission, PartFacts } from "./facts.ts";
import { isTrainingData } from "./is-training-data.ts";
import type { CardFile, ModelCardInput, ModelPart, ReportFile } from "./model-card-input.ts";

/** Gives each model the reports that were measured on its files; a report of anything else is left out, and so is one on training data. */
export function gatherFacts(input: ModelCardInput): CardFacts {
  const omitted: Omission[] = [];
  const parts: PartFacts[] = input.parts.map((part) => ({
    part,
    models: modelFiles(part, input.files),
    evaluations: [],
    benchmarks: [],
    trainings: [],
    samples: [],
  }));
  const hold = <T>(all: readonly ReportFile<T>[] = [], key: keyof PartFacts, modelOf: (report: T) => string) => {
    for (const { path, report } of all) {
      const sha256 = modelOf(report);
      const owner = parts.find(({ models }) => models.some((file) => file.sha256 === sha256));
      const file = owner?.models.find((model) => model.sha256 === sha256);
      if (owner && file) (owner[key] as HeldReport<T>[]).push({ path, report, file });
      else
        omitted.push({
          code: "report-of-another-model",
          path,
          message: `${path} was measured on a model with sha256 ${sha256}, which no graph or weight file here has`,
        });
    }
  };
  hold(input.trainings, "trainings", ({ measured }) => measured.model.sha256);
  hold(input.benchmarks, "benchmarks", ({ measured }) => measured.model.sha256);
  hold(input.samples, "samples", ({ model }) => model.sha256);
  hold(input.evaluations, "evaluations", ({ measured }) => measured.model.sha256);
  for (const facts of parts) {
    facts.evaluations = facts.evaluations.filter((held) => {
      const reason = unfit(held, facts);
      if (reason) omitted.push({ code: "report-on-training-data", path: held.path, message: reason });
      return !reason;
    });
  }
  return { input, parts, omitted };
}

/** Drawings may be held against pictures that were trained on, as long as that is said; answers may not. */
function unfit({ path, report }: HeldReport<EvaluationReport>, facts: PartFacts): string | undefined {
  const { data } = report.measured;
  if (report.task === "class-conditional-image-generation") return undefined;
  if (!data) return `${path} names no data and no split`;
  return isTrainingData(data, facts)
    ? `${path} was measured on ${data.name}, ${data.split}: the model was trained on it`
    : undefined;
}

function modelFiles({ folder, manifest }: ModelPart, files: readonly CardFile[]): CardFile[] {
  const paths = new Map(
    manifest.files
      .filter(({ role }) => role === "model" || role === "weights")
      .map(({ path, sha256 }) => [folder === "" ? path : `${folder}/${path}`, sha256]),
  );
  return files.filter(({ path, sha256 }) => paths.get(path) === sha256);
}
