import { generatorStore } from "../../models/stores.ts";
import { createHistory } from "./history/history.ts";
import { indexedDbShelf } from "./history/indexed-db-shelf.ts";
import { createStudio } from "./run/studio.ts";

/** What outlives the page while others are looked at: the drawings of this device, and the latest run. */
export const drawingHistory = createHistory(indexedDbShelf());

export const studio = createStudio({
  load: () => generatorStore.load(),
  stopLoading: () => generatorStore.cancel(),
  discard: () => generatorStore.reset(),
  keep: ({ id, at, settings, png }) => void drawingHistory.add({ id, at, settings, png }),
});
