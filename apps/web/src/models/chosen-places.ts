import { type DefaultModel, defaultSources } from "./default-sources.ts";
import { forgetLocalModel } from "./local-models.ts";
import { classifierStore, generatorStore } from "./stores.ts";

/** Where a model is to come from, other than the default. */
export interface ChosenPlace {
  /** As people named it. */
  name: string;
  places: readonly URL[];
}

const chosen = new Map<DefaultModel, ChosenPlace>();
const stores = { classifier: classifierStore, generator: generatorStore };

/** What was chosen in place of the default model, for as long as the page lives. */
export function chosenPlace(kind: DefaultModel): ChosenPlace | undefined {
  return chosen.get(kind);
}

/** Where a model is looked for now. */
export function placesOf(kind: DefaultModel): readonly URL[] {
  return chosen.get(kind)?.places ?? defaultSources(kind);
}

/** Takes another model, on every page; undefined is the default again. */
export function choosePlace(kind: DefaultModel, place: ChosenPlace | undefined): void {
  for (const url of chosen.get(kind)?.places ?? []) if (!place?.places.includes(url)) forgetLocalModel(url);
  if (place) chosen.set(kind, place);
  else chosen.delete(kind);
  stores[kind].setSources(placesOf(kind));
}
