import { stat } from "node:fs/promises";
import type { FolderEntry } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { LAYOUT } from "../../layout.ts";
import { folderEntries } from "./folder-entries.ts";
import { openModel, type PublishedModel } from "./open-model.ts";
import { type Reports, readReports } from "./read-reports.ts";

/** A folder in the published layout, or a model's own, as far as it tells of itself. */
export interface PublishedFolder {
  /** Absolute. */
  root: string;
  entries: readonly FolderEntry[];
  models: readonly PublishedModel[];
  reports: Reports;
}

/**
 * Reads what a folder says of itself: manifests and reports.
 *
 * @throws TinyCatsError "folder-not-found", "no-manifest", "folder-too-large", "invalid-document" and what else openModel throws
 */
export async function openFolder(root: string, options: { signal?: AbortSignal }): Promise<PublishedFolder> {
  const info = await stat(root).catch(() => undefined);
  if (!info?.isDirectory())
    throw new TinyCatsError("folder-not-found", `there is no folder ${root}`, {
      value: root,
      remedy: "check the path for a typing mistake; a model is judged by its whole folder",
    });
  const found = [await openModel(root, "", options), await openModel(root, `${LAYOUT.generator}/`, options)];
  const models = found.filter((model) => model !== undefined);
  if (models.length === 0)
    throw new TinyCatsError("no-manifest", `no ${LAYOUT.manifest} describes ${root}`, {
      value: root,
      remedy: `give a folder with a ${LAYOUT.manifest}, or one whose ${LAYOUT.generator}/ has one: tiny-cats publish --dry-run writes it for a checkpoint`,
    });
  const entries = await folderEntries(root, options);
  return { root, entries, models, reports: await readReports(root, entries, options) };
}
