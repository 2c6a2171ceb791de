import { benchmarkReportKind } from "../documents/benchmark-report.ts";
import { dataManifestKind } from "../documents/data-manifest.ts";
import { dataReportKind } from "../documents/data-report.ts";
import { evaluationReportKind } from "../documents/evaluation-report.ts";
import { fidResultsKind } from "../documents/fid-results.ts";
import { generationMetadataKind } from "../documents/generation-metadata.ts";
import { inceptionScoreKind } from "../documents/inception-score.ts";
import { inferenceLatencyKind } from "../documents/inference-latency.ts";
import { lineageKind } from "../documents/lineage.ts";
import { manifestKind } from "../documents/manifest.ts";
import { memoryUsageKind } from "../documents/memory-usage.ts";
import { publishReportKind } from "../documents/publish-report.ts";
import { quantizationReportKind } from "../documents/quantization-report.ts";
import { trainingCheckpointKind } from "../documents/training-checkpoint.ts";
import { trainingReportKind } from "../documents/training-report.ts";
import { validationReportKind } from "../documents/validation-report.ts";
import type { DocumentKind } from "../parse/document-kind.ts";
import { classifierEvaluation, generatorEvaluation, languageEvaluation } from "./valid-evaluations.ts";
import { fidResults, inceptionScore, inferenceLatency, memoryUsage } from "./valid-extracts.ts";
import { classifierManifest, generatorManifest, textManifest } from "./valid-manifests.ts";
import {
  benchmarkReport,
  dataManifest,
  dataReport,
  generationMetadata,
  generatorQuantization,
  lineage,
  publishReport,
  quantizationReport,
  trainingCheckpoint,
  trainingReport,
  validationReport,
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
  { name: "quantization report of a generator", kind: quantizationReportKind, document: generatorQuantization },
  { name: "generation metadata", kind: generationMetadataKind, document: generationMetadata },
  { name: "fid results", kind: fidResultsKind, document: fidResults },
  { name: "inception score", kind: inceptionScoreKind, document: inceptionScore },
  { name: "inference latency", kind: inferenceLatencyKind, document: inferenceLatency },
  { name: "memory usage", kind: memoryUsageKind, document: memoryUsage },
  { name: "data report", kind: dataReportKind, document: dataReport },
  { name: "validation report", kind: validationReportKind, document: validationReport },
  { name: "lineage", kind: lineageKind, document: lineage },
  { name: "training checkpoint", kind: trainingCheckpointKind, document: trainingCheckpoint },
  { name: "data manifest", kind: dataManifestKind, document: dataManifest },
];
