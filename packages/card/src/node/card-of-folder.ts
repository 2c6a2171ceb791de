import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { ModelPart } from "../build/model-card-input.ts";
import { parseCardNotes } from "../build/parse-card-notes.ts";
import type { Finding } from "../validate/finding.ts";
import type { FolderCard, FolderOptions } from "./folder-card.ts";
import { hashFiles } from "./hash-files.ts";
import { listFiles } from "./list-files.ts";
import { readIfThere } from "./read-if-there.ts";
import { readPart } from "./read-part.ts";
import { readReports } from "./read-reports.ts";

const NOTES = "card-notes.md";
const MOST_PARTS = 16;

/**
 * What buildModelCard needs, out of a model's folder: tiny-cats.json there and in the folders directly below (all of one repository),
 * their configurations and tokenizers, the reports in evaluation/, benchmarks/, reports/, training/ and samples/, what people wrote in
 * card-notes.md, and every file with its hash, README.md left out. Files are hashed, and held against the manifests.
 *
 * @throws TinyCatsError "no-manifest"; what parseManifestText and parseCardNotes throw; "no-such-folder", "too-many-files"; FilesError
 * of files that can't be read; the signal's reason
 */
export async function cardOfFolder(folder: string, options: FolderOptions = {}): Promise<FolderCard> {
  const { signal, repo, title } = options;
  const stop = signal && { signal };
  const paths = (await listFiles(folder, stop)).filter((path) => path !== "README.md");
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
      remedy: "give the folder of a model with a tiny-cats.json, or one that holds such folders",
    });
  }
  const files = await hashFiles(folder, paths, options);
  const parts: ModelPart[] = [];
  const findings: Finding[] = [];
  for (const place of places) {
    const read = await readPart(folder, place, files, options);
    if (!read) continue;
    parts.push(read.part);
    findings.push(...read.findings);
  }
  const { reports, findings: unread } = await readReports(folder, paths, stop);
  const text = await readIfThere(folder, NOTES, { maxBytes: 1 << 20, ...stop });
  const notes = text === undefined ? undefined : parseCardNotes(text);
  for (const name of notes?.unknown ?? []) {
    findings.push({
      code: "unknown-note",
      severity: "warning",
      path: NOTES,
      message: `${NOTES} has a section "${name}", which a card has none for`,
      remedy: "write it into the card itself, outside of the generated sections: an update keeps it",
    });
  }
  return {
    input: {
      parts,
      files,
      ...reports,
      ...(repo !== undefined && { repo }),
      ...(title !== undefined && { title }),
      ...(notes && { notes }),
    },
    findings: [...findings, ...unread],
  };
}
