import { benchmarkReportKind } from "../documents/benchmark-report.ts";
import { dataReportKind } from "../documents/data-report.ts";
import { evaluationReportKind } from "../documents/evaluation-report.ts";
import { generationMetadataKind } from "../documents/generation-metadata.ts";
import { lineageKind } from "../documents/lineage.ts";
import { manifestKind } from "../documents/manifest.ts";
import { publishReportKind } from "../documents/publish-report.ts";
import { quantizationReportKind } from "../documents/quantization-report.ts";
import { trainingReportKind } from "../documents/training-report.ts";
import type { DocumentKind } from "../parse/document-kind.ts";
import { classifierEvaluation, generatorEvaluation, languageEvaluation } from "./valid-evaluations.ts";
import { classifierManifest, generatorManifest, textManifest } from "./valid-manifests.ts";
import {
  benchmarkReport,
  dataReport,
  generationMetadata,
  lineage,
  publishReport,
  quantizationReport,
  trainingReport,
} from "./valid-reports.ts";

export interface Example {
  name: string;
  kind: DocumentKind<unknown>;
  document: object;
}

/** A valid document of each kind and task. */
export const examples: readonly Example[] = [
  { name: "manifest of a classifier", kind: manifestKind, document: classifierManifest },
  { name: "manifest of a generator", kind: manifestKind, document: generatorManifest },
  { name: "manifest of a language model", kind: manifestKind, document: textManifest },
  { name: "evaluation of a generator", kind: evaluationReportKind, document: generatorEvaluation },
  { name: "evaluation of a classifier", kind: evaluationReportKind, document: classifierEvaluation },
  { name: "evaluation of a language model", kind: evaluationReportKind, document: languageEvaluation },
  { name: "benchmark report", kind: benchmarkReportKind, document: benchmarkReport },
  { name: "training report", kind: trainingReportKind, document: trainingReport },
  { name: "publish report", kind: publishReportKind, document: publishReport },
  { name: "quantization report", kind: quantizationReportKind, document: quantizationReport },
  { name: "generation metadata", kind: generationMetadataKind, document: generationMetadata },
  { name: "data report", kind: dataReportKind, document: dataReport },
  { name: "lineage", kind: lineageKind, document: lineage },
];
