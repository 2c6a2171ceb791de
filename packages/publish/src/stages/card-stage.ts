import { rm } from "node:fs/promises";
import { join, posix } from "node:path";
import { writeChecksums } from "../checksums/write-checksums.ts";
import type { FoundModelSource } from "../discover/discovery.ts";
import { writeExamples } from "../examples/write-examples.ts";
import { given } from "../given.ts";
import { LAYOUT } from "../layout.ts";
import { notesBeside } from "../measure/place-note.ts";
import { writeCard } from "../measure/write-card.ts";
import type { Prepared } from "../prepared.ts";
import { type TreeFile, treeFiles } from "../report/tree-files.ts";
import { requireValidCard } from "../require-valid-card.ts";
import type { PublishRun } from "./publish-run.ts";

/** The repository's cards, which keep what people wrote. */
export interface ExistingCards {
  card: string | undefined;
  data: string | undefined;
}

/**
 * Writes what describes the rest: examples, cards and SHA256SUMS. Gives every file of the tree, which is complete then.
 *
 * @throws TinyCatsError "invalid-card"; what writeExamples, writeCard and writeChecksums throw
 */
export async function cardStage(
  { repo, options, work, stop, begin }: PublishRun,
  models: readonly FoundModelSource[],
  prepared: Prepared,
  existing: ExistingCards,
): Promise<TreeFile[]> {
  const { data, onProgress, onNote } = options;
  begin("card");
  // Neither may speak of itself, and notes may have been written on since an earlier run.
  for (const name of [LAYOUT.checksums, LAYOUT.card, ...notesPlaced(prepared)])
    await rm(join(work.tree, name), { force: true });
  await writeExamples(prepared, { repo: repo.name, ...stop });
  const [, title] = repo.name.split("/");
  const { card, dataset } = await writeCard(prepared, {
    repo: repo.name,
    ...(prepared.models.length > 1 && { title }),
    notesFrom: Object.fromEntries(models.map(({ kind, path }) => [kind, path])),
    ...stop,
    ...given({ existing: existing.card, existingData: existing.data, dataNotesFrom: data, onProgress }),
  });
  for (const one of dataset ? [card, dataset] : [card])
    for (const { message } of [...one.omitted, ...one.validation.warnings]) onNote?.(`${one.path}: ${message}`);
  const [{ path: first }] = models;
  requireValidCard(card, await notesBeside(first));
  if (dataset) requireValidCard(dataset, await notesBeside(data ?? join(first, LAYOUT.datasets)));
  return treeFiles(work.tree, { known: await writeChecksums(work.tree, stop), ...stop });
}

/** What this stage itself brings into the tree of what people wrote. */
function notesPlaced({ models }: Prepared): string[] {
  const listed = models.flatMap(({ folder, manifest }) => manifest.files.map(({ path }) => posix.join(folder, path)));
  const places = [...models.map(({ folder }) => folder), LAYOUT.datasets];
  const paths = [...places.map((folder) => posix.join(folder, LAYOUT.notes)), `${LAYOUT.datasets}/${LAYOUT.card}`];
  return paths.filter((path) => !listed.includes(path));
}
