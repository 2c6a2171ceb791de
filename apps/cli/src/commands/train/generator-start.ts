import { loadTensors, tinyDit } from "@tiny-cats/architectures";
import { type OpenModel, type OpenModelOptions, openModel } from "@tiny-cats/architectures/node";
import { sha256File } from "@tiny-cats/files";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import type { StartingModel } from "@tiny-cats/train/node";
import type { CommandContext } from "../../command-context.ts";
import { printable } from "../../output/printable.ts";
import { startingCheckpoint } from "./starting-checkpoint.ts";

/**
 * The generator that --from names; of a checkpoint with both kinds of weights the average.
 *
 * @throws TinyCatsError "wrong-model" for another model than a TinyDiT; what `openModel` and pulling throw
 */
export async function generatorStart(context: CommandContext, from: string): Promise<StartingModel> {
  const { io, talk } = context;
  const { signal } = io;
  const { path, parent } = await startingCheckpoint(context, from, "generator");
  await using model = await openAverage(path, { signal });
  const { architecture, config, untrained, tensors } = model;
  if (architecture.name !== tinyDit.name) {
    throw new TinyCatsError("wrong-model", `${from} holds a ${architecture.title}, which is no generator`, {
      value: architecture.name,
      remedy: "give a checkpoint of a TinyDiT",
    });
  }
  if (untrained !== undefined) talk.note(`note: ${printable(from)} was not trained: ${printable(untrained)}`);
  return {
    config: config as StartingModel["config"],
    weights: await loadTensors(tensors, { signal }),
    parent: parent ?? (await sha256File(model.path)),
  };
}

async function openAverage(path: string, options: OpenModelOptions): Promise<OpenModel> {
  return openModel(path, options).catch((error) => {
    if (!isTinyCatsError(error) || error.code !== "weights-not-chosen") throw error;
    return openModel(path, { ...options, weights: "ema" });
  });
}
