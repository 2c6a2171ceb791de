import { stat } from "node:fs/promises";
import { join } from "node:path";
import { buildDatasetCard } from "@tiny-cats/card";
import { datasetCardOfFolder } from "@tiny-cats/card/node";
import { datasetFactsOfFolder } from "@tiny-cats/data";
import { LAYOUT } from "../layout.ts";
import type { PreparedModel } from "../prepared.ts";
import { placeCard } from "./place-card.ts";
import { placeNote } from "./place-note.ts";
import type { CardOptions, WrittenCard } from "./write-card.ts";

type DataCardOptions = Pick<CardOptions, "dataNotesFrom" | "existingData" | "signal" | "onProgress">;

/**
 * README.md of the data in datasets/, where there are any: counts of what lies there, each file with its hash. The licence is that of its
 * card-notes.md, else that of the one data set that the manifests name.
 *
 * @throws what datasetFactsOfFolder, datasetCardOfFolder and updateCard throw; FilesError of writing
 */
export async function writeDatasetCard(
  root: string,
  models: readonly PreparedModel[],
  { dataNotesFrom, existingData, signal, onProgress }: DataCardOptions,
): Promise<WrittenCard | undefined> {
  const folder = join(root, LAYOUT.datasets);
  const stop = { ...(signal && { signal }) };
  const there = await stat(folder).then(
    (info) => info.isDirectory(),
    () => false,
  );
  if (!there) return undefined;
  const facts = await datasetFactsOfFolder(folder, {
    ...stop,
    onProgress: ({ done, total }) => onProgress?.({ stage: "card", what: "counting the data", done, total }),
  });
  const note = { of: "the data", folder: LAYOUT.datasets, card: LAYOUT.datasets };
  const unlinked = dataNotesFrom === undefined ? [] : await placeNote(root, { ...note, from: dataNotesFrom }, stop);
  // The folder's own name says nothing of what lies there.
  const titled = { ...facts, title: `Data of ${models.map(({ manifest }) => manifest.name).join(" and ")}` };
  const { input, findings } = await datasetCardOfFolder(folder, titled, stop);
  const named = models.flatMap(({ manifest }) => manifest.provenance?.datasets ?? []);
  const license = input.license ?? (named.length === 1 ? named[0].license : undefined);
  const built = buildDatasetCard({ ...input, ...(license !== undefined && { license }) });
  return placeCard(root, `${LAYOUT.datasets}/${LAYOUT.card}`, {
    ...stop,
    built,
    existing: existingData,
    kind: "dataset",
    files: input.files,
    findings: [...unlinked, ...findings],
  });
}
