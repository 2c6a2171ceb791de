import type { ModelsToServe } from "@tiny-cats/api";
import { findModel } from "@tiny-cats/core/node";
import { classifier, generator } from "@tiny-cats/models";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import type { CommandContext } from "../../command-context.ts";
import { type NamedModel, namedModel } from "../../models/model-source.ts";
import { usageError } from "../../usage-error.ts";

const TASKS = { classifier: "image-classification", generator: "class-conditional-image-generation" } as const;

type Kind = keyof typeof TASKS;
const KINDS = Object.keys(TASKS) as Kind[];

/**
 * What --model names, of both kinds; the embedded ones where it names none.
 *
 * @throws TinyCatsError "conflicting-options" for two of a kind, "wrong-model" for what is of neither, and those of finding and pulling
 */
export async function modelsToServe(context: CommandContext, names: readonly string[]): Promise<ModelsToServe> {
  if (names.length === 0) return { classifier: { source: classifier }, generator: { source: generator } };
  const models: ModelsToServe = {};
  for (const name of names) {
    for (const [kind, { path, pulled }] of await bothKinds(context, name)) {
      if (models[kind]) {
        throw usageError("conflicting-options", `--model ${names.join(" --model ")} names more than one ${kind}`, {
          value: names,
          remedy: "give one classifier and one generator, at most",
        });
      }
      models[kind] = { source: path, ...(pulled && { repo: pulled.repo_id, commit: pulled.commit }) };
    }
  }
  return models;
}

async function bothKinds(context: CommandContext, name: string): Promise<[Kind, NamedModel][]> {
  const found: [Kind, NamedModel][] = [];
  let refusal: unknown;
  for (const kind of KINDS) {
    try {
      // The same commit for both, however fast the branch moves on.
      const commit = found[0]?.[1].pulled?.commit;
      const model = await namedModel(context, commit ? `${name.replace(/@.*$/, "")}@${commit}` : name, {
        kinds: [kind],
      });
      if (model.pulled || (await isOf(kind, model.path, context))) found.push([kind, model]);
    } catch (error) {
      if (!isTinyCatsError(error) || error.code !== "wrong-model") throw error;
      refusal = error;
    }
  }
  if (found.length > 0) return found;
  throw (
    refusal ??
    new TinyCatsError("wrong-model", `${name} is neither a classifier nor a generator`, {
      value: name,
      remedy: "give a model that classifies or draws pictures",
    })
  );
}

async function isOf(kind: Kind, path: string, { io: { signal } }: CommandContext): Promise<boolean> {
  const { manifest } = await findModel(path, { task: TASKS[kind], signal });
  return manifest.task === TASKS[kind];
}
