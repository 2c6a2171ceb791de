import type { Classifier, Generator } from "@tiny-cats/core";
import { defaultSources } from "./default-sources.ts";
import { localModel } from "./local-models.ts";
import { createModelStore, type ModelStore } from "./model-store.ts";

/** The classifier and the generator of every page. What loads them is itself loaded with the first of them. */
export const classifierStore: ModelStore<Classifier> = createModelStore(
  () => defaultSources("classifier"),
  async (source, options) =>
    (await import("@tiny-cats/core/web")).loadClassifier(localModel(source) ?? source, options),
);

export const generatorStore: ModelStore<Generator> = createModelStore(
  () => defaultSources("generator"),
  async (source, options) => (await import("@tiny-cats/core/web")).loadGenerator(localModel(source) ?? source, options),
);
