import { taskOf } from "../model-kind.ts";
import type { PreparedModel } from "../prepared.ts";
import type { ReadReport } from "./read-report.ts";

/** Whose report it is. The lower the rank, the nearer what was measured is to what runs. */
export type Match = Held | { reason: string };

interface Held {
  model: PreparedModel;
  rank: number;
  reason: string;
}

/** The model that a report is about, by the hash of what was measured. */
export function matchReport(read: ReadReport, models: readonly PreparedModel[]): Match {
  if (read.report === "quantization") return matchQuantization(read, models);
  const { sha256 } = read.document.measured.model;
  const held = findModel(sha256, models);
  if (!held) return { reason: `it is about a model with sha256 ${sha256}, which is none of those published` };
  if (read.report === "evaluation" && read.document.task !== taskOf(held.model.kind))
    return { reason: `it measures ${read.document.task}, and the ${held.model.kind} is for another task` };
  return held;
}

function matchQuantization(
  { document: { output_sha256, source } }: Extract<ReadReport, { report: "quantization" }>,
  models: readonly PreparedModel[],
): Match {
  const model = models.find(({ quantized }) => quantized?.sha256 === output_sha256);
  if (!model?.quantized)
    return { reason: `it is about a quantized graph with sha256 ${output_sha256}, which is none of those published` };
  if (model.graph.sha256 !== source.sha256)
    return {
      reason: `it compares ${model.quantized.path} with a graph of sha256 ${source.sha256}, which is not published`,
    };
  return { model, rank: 0, reason: `it is about ${model.quantized.path}` };
}

function findModel(sha256: string, models: readonly PreparedModel[]): Held | undefined {
  for (const model of models) {
    const files = filesOf(model);
    const rank = files.findIndex((file) => file.sha256 === sha256);
    if (rank >= 0) return { model, rank, reason: files[rank].reason };
  }
  return undefined;
}

function filesOf({ kind, graph, weights, quantized, source }: PreparedModel): { sha256: string; reason: string }[] {
  const about = (path: string) => `it is about ${path}`;
  return [
    { sha256: graph.sha256, reason: about(graph.path) },
    ...(weights ? [{ sha256: weights.sha256, reason: about(weights.path) }] : []),
    ...(quantized ? [{ sha256: quantized.sha256, reason: about(quantized.path) }] : []),
    {
      sha256: source.sha256,
      reason: `it is about ${source.path}, which the ${kind} was made of: the same weights`,
    },
  ];
}
