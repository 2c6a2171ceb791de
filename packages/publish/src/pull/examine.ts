import { LAYOUT } from "../layout.ts";
import { kindOf } from "../model-kind.ts";
import { checkHashes } from "./check-hashes.ts";
import { examineModels, type PulledModel } from "./examine-models.ts";
import type { Fetched } from "./fetched.ts";
import { hashFiles, type PulledFile } from "./hash-files.ts";
import type { PullOptions } from "./pull-options.ts";
import { readManifests } from "./read-manifests.ts";

/** What is known of files once they are checked. */
export interface Examined {
  files: PulledFile[];
  models: PulledModel[];
  notes: string[];
}

/** Hashes what was fetched, holds it to the repository's own lists, and looks at its models. @throws what checkHashes and examineModels throw */
export async function examine(fetched: Fetched, options: PullOptions): Promise<Examined> {
  const { folder, whole } = fetched;
  const { signal, only } = options;
  const stop = signal ? { signal } : {};
  const files = await hashFiles(fetched.files, options);
  const paths = new Set(files.map(({ path }) => path));
  const manifests = (await readManifests(folder, stop)).filter(
    ({ folder: below, manifest }) =>
      paths.has(below === "" ? LAYOUT.manifest : `${below}/${LAYOUT.manifest}`) &&
      (!only || only.includes(kindOf(manifest))),
  );
  const notes = await checkHashes({ folder, files, whole, manifests }, stop);
  const { models, notes: more } = await examineModels(folder, files, manifests, stop);
  return {
    files,
    models: only ? models.filter(({ kind }) => only.includes(kind)) : models,
    notes: [...notes, ...more],
  };
}
