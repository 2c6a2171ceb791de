import { join } from "node:path";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { CardNotes } from "../build/card-notes.ts";
import { joinPath } from "../build/join-path.ts";
import { mergeNotes } from "../build/merge-notes.ts";
import type { ModelPart } from "../build/model-card-input.ts";
import type { Finding } from "../validate/finding.ts";
import { besideCard } from "./beside-card.ts";
import type { FolderCard, FolderOptions } from "./folder-card.ts";
import { hashFiles } from "./hash-files.ts";
import { listFiles } from "./list-files.ts";
import { readNotes } from "./read-notes.ts";
import { readPart } from "./read-part.ts";
import { readReports } from "./read-reports.ts";
import { reportPaths } from "./report-paths.ts";

const PLACES = /(?:^|\/)(?:evaluation|benchmarks|reports|samples|training)\/[^/]+\.json$/;
const MOST_PARTS = 16;

/**
 * What buildModelCard needs, out of a model's folder: tiny-cats.json there and in the folders directly below (all of one repository),
 * their configurations and tokenizers, the reports in evaluation/, benchmarks/, reports/, training/ and samples/ and in the folders that
 * `reports` names, what people wrote in card-notes.md there and beside each manifest, and every file with its hash, README.md and SHA256SUMS left out. Files are hashed, and
 * held against the manifests.
 *
 * @throws TinyCatsError "no-manifest"; what parseManifestText and parseCardNotes throw; "no-such-folder", "too-many-files",
 * "reports-out-of-reach"; FilesError of files that can't be read; the signal's reason
 */
export async function cardOfFolder(folder: string, options: FolderOptions = {}): Promise<FolderCard> {
  const { signal, repo, title } = options;
  const stop = signal && { signal };
  const paths = besideCard(await listFiles(folder, stop));
  const places = paths
    .filter((path) => /^(?:[^/]+\/)?tiny-cats\.json$/.test(path))
    .map((path) => path.slice(0, Math.max(0, path.lastIndexOf("/"))))
    .sort();
  if (places.length > MOST_PARTS) {
    throw new TinyCatsError(
      "too-many-files",
      `${folder} holds ${places.length} models; a card is for up to ${MOST_PARTS}`,
      {
        value: places.length,
        remedy: "give the folder of one model, or of those that are published together",
      },
    );
  }
  if (places.length === 0) {
    throw new TinyCatsError("no-manifest", `no tiny-cats.json describes ${folder}`, {
      value: folder,
      remedy:
        "give the folder of a model with a tiny-cats.json, or one that holds such folders; the card of a data set is built with --dataset",
    });
  }
  const named = await reportPaths(folder, options.reports ?? [], stop);
  const outside = named.filter((path) => path.startsWith("../"));
  const hashed = await hashFiles(folder, [...paths, ...outside], options);
  const files = hashed.slice(0, paths.length);
  const parts: ModelPart[] = [];
  const findings: Finding[] = [];
  for (const place of places) {
    const read = await readPart(folder, place, files, options);
    if (!read) continue;
    parts.push(read.part);
    findings.push(...read.findings);
  }
  const { reports, findings: unread } = await readReports(folder, reportsAmong(paths, named), stop);
  const { notes, findings: unknown } = await notesOf(folder, parts, stop);
  return {
    input: {
      parts,
      files,
      ...(outside.length > 0 && { linked: hashed.slice(paths.length) }),
      ...reports,
      ...(repo !== undefined && { repo }),
      ...(title !== undefined && { title }),
      ...(notes && { notes }),
    },
    findings: [...findings, ...unknown, ...unread],
  };
}

/** card-notes.md of the folder, and of the models in folders of their own. */
async function notesOf(folder: string, parts: readonly ModelPart[], options: { signal?: AbortSignal } | undefined) {
  const { notes: top, findings } = await readNotes(folder, options);
  const below: { name: string; notes: CardNotes }[] = [];
  for (const { folder: own, manifest } of parts) {
    if (own === "") continue;
    const read = await readNotes(join(folder, own), options);
    if (read.notes) below.push({ name: manifest.name, notes: read.notes });
    findings.push(...read.findings.map((finding) => ({ ...finding, path: joinPath(own, finding.path ?? "") })));
  }
  return { notes: mergeNotes(top, below), findings };
}

function reportsAmong(paths: readonly string[], named: readonly string[]): string[] {
  const all = [...paths.filter((path) => PLACES.test(path)), ...named.filter((path) => path.endsWith(".json"))];
  return [...new Set(all)];
}
