import { type Backbone, type BackboneOptions, readBackbone } from "@tiny-cats/architectures/node";
import type { CommandContext } from "../../command-context.ts";
import { startingCheckpoint } from "./starting-checkpoint.ts";

/** What a classifier is made of that nothing else was said of. */
const USUAL = "mobilenet_v2";

/** The network that --from and --backbone name, with a head for the labels. @throws what `readBackbone` and pulling throw */
export async function classifierStart(
  context: CommandContext,
  from: string | undefined,
  options: Omit<BackboneOptions, "signal">,
): Promise<Backbone> {
  const { signal } = context.io;
  if (from === undefined) return readBackbone(undefined, { backbone: USUAL, ...options, signal });
  const { path, parent } = await startingCheckpoint(context, from, "classifier");
  const backbone = await readBackbone(path, { ...options, signal });
  return { ...backbone, ...(parent !== undefined && { parent }) };
}
