import { resolve } from "node:path";
import { type EmbeddedModel, type FoundModel, findModel } from "@tiny-cats/core/node";
import { classifier, generator } from "@tiny-cats/models";
import type { CommandContext } from "../../command-context.ts";

const EMBEDDED: Readonly<Record<string, EmbeddedModel>> = { classifier, generator };

/** A model to look at: the name of an embedded one, or the folder as it was given. */
export interface NamedModel extends FoundModel {
  given: string;
}

/** The models given, else the embedded ones. Those that can't be found are reported and counted. */
export async function findModels({ io, talk, args }: CommandContext): Promise<{ found: NamedModel[]; failed: number }> {
  const { signal } = io;
  const sources = (args.length === 0 ? Object.keys(EMBEDDED) : args).map((given) => ({
    given,
    source: Object.hasOwn(EMBEDDED, given) ? EMBEDDED[given] : resolve(io.cwd, given),
  }));
  const found: NamedModel[] = [];
  for (const { given, source } of sources) {
    try {
      found.push({ given, ...(await findModel(source, { signal })) });
    } catch (error) {
      signal.throwIfAborted();
      talk.error(error, given);
    }
  }
  return { found, failed: sources.length - found.length };
}
