import type { Classifier, Generator } from "@tiny-cats/core";
import { defaultSources } from "./default-sources.ts";
import { deviceSetting } from "./device-setting.ts";
import { localModel } from "./local-models.ts";
import { createModelStore, type ModelStore } from "./model-store.ts";

/** The classifier and the generator of every page. What loads them is itself loaded with the first of them. */
export const classifierStore: ModelStore<Classifier> = createModelStore(
  () => defaultSources("classifier"),
  async (source, options) => {
    const { loadClassifier } = await import("@tiny-cats/core/web");
    return loadClassifier(localModel(source) ?? source, { ...options, device: deviceSetting.get() });
  },
);

export const generatorStore: ModelStore<Generator> = createModelStore(
  () => defaultSources("generator"),
  async (source, options) => {
    const { loadGenerator } = await import("@tiny-cats/core/web");
    return loadGenerator(localModel(source) ?? source, { ...options, device: deviceSetting.get() });
  },
);
