import type {
  BenchmarkReport,
  EvaluationReport,
  GenerationMetadata,
  Manifest,
  QuantizationReport,
  TrainingReport,
} from "@tiny-cats/schema";
import type { CardNotes } from "./card-notes.ts";

/** A file that the card speaks of. */
export interface CardFile {
  /** Below the card's folder, with "/" between its parts. */
  path: string;
  bytes: number;
  /** Of its bytes as they are, in lower-case hexadecimal digits. */
  sha256: string;
}

/** A report and where it lies, from the card's folder. */
export interface ReportFile<T> {
  path: string;
  report: T;
}

/** What is known of a tokenizer. */
export interface TokenizerFacts {
  /** Such as "GPT2Tokenizer". */
  kind?: string;
  /** Entries of its vocabulary. */
  vocabulary?: number;
}

/** One model of the card: its manifest, and what its other files say. */
export interface ModelPart {
  /** Its folder below the card's; "" where it is that. */
  folder: string;
  manifest: Manifest;
  /** What its config.json says. */
  config?: Record<string, unknown>;
  tokenizer?: TokenizerFacts;
  /** Names of the tensors in its weight files: what a language model is said to have must be among them. */
  tensorNames?: readonly string[];
  /** What its training_metadata.json says. */
  trainingMetadata?: Record<string, unknown>;
}

/** Everything a model card is made of. A number enters through `evaluations`, `benchmarks`, `quantizations`, `trainings` and `samples` alone. */
export interface ModelCardInput {
  /** One, or several that are published together; the first gives the card its task. */
  parts: readonly ModelPart[];
  /** What lies beside the card, the card itself left out. */
  files: readonly CardFile[];
  /** What lies outside of the card's folder and may be linked to, such as reports: by paths that begin with "../". It is not listed. */
  linked?: readonly CardFile[];
  evaluations?: readonly ReportFile<EvaluationReport>[];
  benchmarks?: readonly ReportFile<BenchmarkReport>[];
  quantizations?: readonly ReportFile<QuantizationReport>[];
  trainings?: readonly ReportFile<TrainingReport>[];
  samples?: readonly ReportFile<GenerationMetadata>[];
  /** Where it is published, owner/name. Without it snippets run in the folder, and sources are relative links. */
  repo?: string;
  /** The heading; the first model's name unless told. */
  title?: string;
  /** What only people know. */
  notes?: CardNotes;
}
