import type {
  BenchmarkReport,
  EvaluationReport,
  GenerationMetadata,
  QuantizationReport,
  TrainingReport,
} from "@tiny-cats/schema";
import type { CardFile, ModelCardInput, ModelPart, ReportFile } from "./model-card-input.ts";

/** A report that did not enter a card, and why. */
export interface Omission {
  /** "report-of-another-model", "report-of-checkpoint" or "report-on-training-data". */
  code: string;
  path: string;
  message: string;
}

/** A report whose model is a file of the part. */
export interface HeldReport<T> extends ReportFile<T> {
  file: CardFile;
}

/** A report of a smaller variant; `file` is the variant. */
export interface HeldVariant extends HeldReport<QuantizationReport> {
  /** What the variant was made of. */
  source: CardFile;
}

/** A model with the files that are its own and the reports that are of them. */
export interface PartFacts {
  part: ModelPart;
  /** Its graphs and weights. */
  models: CardFile[];
  evaluations: HeldReport<EvaluationReport>[];
  benchmarks: HeldReport<BenchmarkReport>[];
  quantizations: HeldVariant[];
  trainings: HeldReport<TrainingReport>[];
  samples: HeldReport<GenerationMetadata>[];
}

/** What sections are made from. */
export interface CardFacts {
  input: ModelCardInput;
  parts: PartFacts[];
  omitted: Omission[];
}
