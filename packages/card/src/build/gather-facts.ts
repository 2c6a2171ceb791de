import type { Measured } from "@tiny-cats/schema";
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
    quantizations: [],
    trainings: [],
    samples: [],
  }));
  const hold = <T>(all: readonly ReportFile<T>[] = [], key: keyof PartFacts, modelOf: (report: T) => string) => {
    for (const { path, report } of all) {
      const sha256 = modelOf(report);
      const owner = parts.find((facts) => fileOf(facts, sha256));
      const file = owner && fileOf(owner, sha256);
      if (file) (owner[key] as HeldReport<T>[]).push({ path, report, file });
      else if (isOrigin(sha256, input)) omitted.push(ofCheckpoint(path, sha256));
      else omitted.push(ofAnother(path, `was measured on a model with sha256 ${sha256}`));
    }
  };
  hold(input.trainings, "trainings", ({ measured }) => measured.model.sha256);
  hold(input.benchmarks, "benchmarks", ({ measured }) => measured.model.sha256);
  hold(input.samples, "samples", ({ model }) => model.sha256);
  hold(input.evaluations, "evaluations", ({ measured }) => measured.model.sha256);
  for (const { path, report } of input.quantizations ?? []) {
    const { output_sha256: made, source: original } = report;
    const owner = parts.find((facts) => fileOf(facts, made)) ?? parts.find((facts) => fileOf(facts, original.sha256));
    const file = owner && fileOf(owner, made);
    const source = owner && fileOf(owner, original.sha256);
    if (file && source) owner.quantizations.push({ path, report, file, source });
    else if (file) omitted.push(ofAnother(path, `is of a variant of a model with sha256 ${original.sha256}`));
    else omitted.push(ofAnother(path, `is of a variant with sha256 ${made}`));
  }
  for (const facts of parts) {
    const fit = (path: string, measured: { data: Measured["data"] } | null) => {
      const reason = unfit(path, measured, facts);
      if (reason) omitted.push({ code: "report-on-training-data", path, message: reason });
      return !reason;
    };
    // Drawings may be held against pictures that were trained on, as long as that is said; answers may not.
    facts.evaluations = facts.evaluations.filter(
      ({ path, report }) => report.task === "class-conditional-image-generation" || fit(path, report.measured),
    );
    facts.quantizations = facts.quantizations.filter(
      ({ path, report }) => report.accuracy === null || fit(path, report.measured),
    );
  }
  return { input, parts, omitted };
}

function fileOf({ models }: PartFacts, sha256: string): CardFile | undefined {
  return models.find((file) => file.sha256 === sha256);
}

/** Whether a manifest says that its model came from a file of this hash. */
function isOrigin(sha256: string, { parts }: ModelCardInput): boolean {
  return parts.some(({ manifest }) => manifest.provenance?.origin.includes(sha256));
}

function ofCheckpoint(path: string, sha256: string): Omission {
  return {
    code: "report-of-checkpoint",
    path,
    message: `${path} was measured on the checkpoint with sha256 ${sha256}, which a model here was made of, not on a file here`,
  };
}

function ofAnother(path: string, what: string): Omission {
  return {
    code: "report-of-another-model",
    path,
    message: `${path} ${what}, which no graph or weight file here has`,
  };
}

/** Why answers that were measured so may not enter. */
function unfit(path: string, measured: { data: Measured["data"] } | null, facts: PartFacts): string | undefined {
  const data = measured?.data;
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
