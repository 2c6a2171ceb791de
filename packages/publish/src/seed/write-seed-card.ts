import { join } from "node:path";
import { buildModelCard, type CardNotes, type ModelCardInput, type ModelPart } from "@tiny-cats/card";
import { cardOfFolder } from "@tiny-cats/card/node";
import { writeFileAtomic } from "@tiny-cats/files";
import type { Manifest } from "@tiny-cats/schema";
import { LAYOUT } from "../layout.ts";
import type { Prepared } from "../prepared.ts";
import { type TreeFile, treeFiles } from "../report/tree-files.ts";

/** Code in the card is for the usual layout: what is here loads otherwise. */
const USAGE = /<!-- tiny-cats:begin usage [0-9a-f]+ -->[\s\S]*?<!-- tiny-cats:end usage -->\n*/;

/**
 * The card of a repository in the seed projects' layout: of the same models, but of the files that are there. It has no section on usage, since neither this toolkit nor
 * transformers loads that layout from a repository. Gives every file of the folder.
 *
 * @throws what cardOfFolder and buildModelCard throw; FilesError of writing; the signal's reason
 */
export async function writeSeedCard(
  prepared: Prepared,
  out: string,
  { repo, signal }: { repo: string; signal?: AbortSignal },
): Promise<TreeFile[]> {
  const stop = signal ? { signal } : {};
  const { input } = await cardOfFolder(prepared.folder, { ...stop, repo });
  const files = await treeFiles(out, { only: (path) => path !== LAYOUT.card, ...stop });
  const here = new Set(files.map(({ path }) => path));
  const only = <T extends { path: string }>(reports: readonly T[] = []) => reports.filter(({ path }) => here.has(path));
  const parts = prepared.models.map((model): ModelPart => {
    const part = input.parts.find(({ folder }) => folder === model.folder)!;
    return { ...part, folder: model.kind, manifest: inSeedLayout(part.manifest, model.kind, files) };
  });
  const { quantizations: _, linked: __, notes, ...rest } = input;
  const seeded: ModelCardInput = {
    ...rest,
    parts,
    files,
    evaluations: only(input.evaluations),
    benchmarks: only(input.benchmarks),
    trainings: only(input.trainings),
    samples: [],
    ...(notes && { notes: withoutOtherFiles(notes, prepared) }),
  };
  const { text } = buildModelCard(seeded);
  await writeFileAtomic(join(out, LAYOUT.card), text.replace(USAGE, ""), stop);
  return treeFiles(out, { known: Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256])), ...stop });
}

/** What people wrote; an overview that speaks of files of the usual layout would be wrong here. */
function withoutOtherFiles(notes: CardNotes, { models }: Prepared): CardNotes {
  const { overview, ...sections } = notes.sections ?? {};
  const others = models
    .flatMap(({ manifest }) => manifest.files.map(({ path }) => path))
    .filter((path) => path.includes("/"));
  const fits = overview !== undefined && !others.some((path) => overview.includes(path));
  return { ...notes, sections: { ...sections, ...(fits && { overview }) } };
}

/** The manifest, as if it listed the three files of the layout. */
function inSeedLayout(
  manifest: Manifest,
  kind: string,
  files: readonly { path: string; bytes: number; sha256: string }[],
): Manifest {
  const roles = { "model.onnx": "model", "model.pt": "weights", "config.json": "config" } as const;
  return {
    ...manifest,
    files: Object.entries(roles).map(([path, role]) => {
      const { bytes, sha256 } = files.find((file) => file.path === `${kind}/${path}`)!;
      return { path, role, bytes, sha256 };
    }),
  } as Manifest;
}
