import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import { benchmarkReportKind } from "./documents/benchmark-report.ts";
import { dataManifestKind } from "./documents/data-manifest.ts";
import { dataReportKind } from "./documents/data-report.ts";
import { evaluationReportKind } from "./documents/evaluation-report.ts";
import { fidResultsKind } from "./documents/fid-results.ts";
import { generationMetadataKind } from "./documents/generation-metadata.ts";
import { inceptionScoreKind } from "./documents/inception-score.ts";
import { inferenceLatencyKind } from "./documents/inference-latency.ts";
import { lineageKind } from "./documents/lineage.ts";
import { manifestKind } from "./documents/manifest.ts";
import { memoryUsageKind } from "./documents/memory-usage.ts";
import { publishReportKind } from "./documents/publish-report.ts";
import { quantizationReportKind } from "./documents/quantization-report.ts";
import { trainingCheckpointKind } from "./documents/training-checkpoint.ts";
import { trainingReportKind } from "./documents/training-report.ts";
import { validationReportKind } from "./documents/validation-report.ts";
import { measured } from "./shapes/measured.ts";
import { modelFile } from "./shapes/model-file.ts";
import { sampler } from "./shapes/sampler.ts";
import { tensorSpec } from "./shapes/tensor-spec.ts";

const KINDS = [
  manifestKind,
  evaluationReportKind,
  benchmarkReportKind,
  trainingReportKind,
  publishReportKind,
  quantizationReportKind,
  generationMetadataKind,
  dataReportKind,
  fidResultsKind,
  inceptionScoreKind,
  inferenceLatencyKind,
  memoryUsageKind,
  validationReportKind,
  lineageKind,
  trainingCheckpointKind,
  dataManifestKind,
];

/** What JSON Schema has no word for: checks across fields, and finiteness, which JSON's numbers have by themselves. */
const IGNORED = ["raw_check", "check", "finite"];

/**
 * The JSON Schema (draft 2020-12) of every kind of document, by its name without "tiny-cats/". Fails on a shape that JSON Schema can't
 * express, so that nothing is lost without a decision.
 */
export function jsonSchemas(): Record<string, JsonSchema> {
  return Object.fromEntries(
    KINDS.map(({ name, version, title, shape }) => {
      const { $schema, ...schema } = toJsonSchema(shape, {
        target: "draft-2020-12",
        ignoreActions: IGNORED,
        definitions: { measured, modelFile, sampler, tensorSpec },
      });
      const file = name.slice(name.indexOf("/") + 1);
      return [
        file,
        { $schema, $id: `urn:${name.replace("/", ":")}:${version}`, title: `tiny-cats ${title}`, ...schema },
      ];
    }),
  );
}
