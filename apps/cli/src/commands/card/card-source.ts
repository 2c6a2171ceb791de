import { resolve } from "node:path";
import { type DatasetFacts, datasetFactsOfFolder } from "@tiny-cats/data";
import type { CommandContext } from "../../command-context.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import { type FolderReading, folderOptions } from "./folder-options.ts";
import type { CARD_SOURCE_OPTIONS } from "./spec.ts";

/** What a card is of: a model with its reports, or a data set as it was counted. */
export type CardSource =
  | { kind: "model"; options: FolderReading & { reports: readonly string[] } }
  | { kind: "dataset"; facts: DatasetFacts; options: Omit<FolderReading, "readTensorNames"> };

/**
 * How a folder is read for its card. A data set is counted at once, every picture or token of it.
 *
 * @param known what the card that is there was built of
 * @throws TinyCatsError "conflicting-options"
 */
export async function cardSource(
  context: CommandContext,
  folder: string,
  known: { kind?: "dataset"; repo?: string } = {},
): Promise<CardSource> {
  const { io, talk } = context;
  const { repo = known.repo, reports, dataset, index } = context.options as OptionValues<typeof CARD_SOURCE_OPTIONS>;
  const isDataset = dataset || known.kind === "dataset";
  if (isDataset && reports.length > 0) throw unfit("--reports", "a model", "a data set");
  if (!isDataset && index !== undefined) throw unfit("--index", "a data set", "a model");
  const reading = folderOptions(context, repo);
  if (!isDataset) {
    return { kind: "model", options: { ...reading, reports: reports.map((path) => resolve(io.cwd, path)) } };
  }
  const progress = stageProgress(talk, { reading: "Reading", comparing: "Comparing" });
  const facts = await datasetFactsOfFolder(folder, {
    signal: io.signal,
    ...(index !== undefined && { index }),
    onProgress: ({ stage, done, total }) => progress.update(stage, done, total),
  });
  progress.end();
  const { readTensorNames: _, ...options } = reading;
  return { kind: "dataset", facts, options };
}

function unfit(option: string, wanted: string, given: string): Error {
  return usageError("conflicting-options", `${option} is for the card of ${wanted}, and this one is of ${given}`, {
    value: option,
    remedy: `leave ${option} out, or ${wanted === "a data set" ? "give" : "leave out"} --dataset`,
  });
}
