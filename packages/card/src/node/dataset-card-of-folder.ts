import type { DatasetCardInput, DatasetFacts } from "../build/dataset-card-input.ts";
import type { Finding } from "../validate/finding.ts";
import { texts } from "../validate/texts.ts";
import { besideCard } from "./beside-card.ts";
import type { FolderOptions } from "./folder-card.ts";
import { hashFiles } from "./hash-files.ts";
import { listFiles } from "./list-files.ts";
import { readNotes } from "./read-notes.ts";

/** As many as a set may have pictures, and those beside them. */
const MOST = 1_100_000;

/** How a data set's folder is read. */
export type DatasetFolderOptions = Pick<FolderOptions, "repo" | "title" | "signal" | "onProgress">;

/** What a data set's folder gives for its card. */
export interface DatasetFolderCard {
  input: DatasetCardInput;
  /** Sections of card-notes.md that a card has no place for. */
  findings: Finding[];
}

/**
 * What buildDatasetCard needs, out of a data set's folder and of what was counted of it (datasetFactsOfFolder of @tiny-cats/data): every file with
 * its hash, README.md and SHA256SUMS left out, and what people wrote in card-notes.md, whose front matter has the licence and, as `pretty_name`, the title.
 *
 * @throws what parseCardNotes throws; "no-such-folder", "too-many-files"; FilesError of files that can't be read; the signal's reason
 */
export async function datasetCardOfFolder(
  folder: string,
  facts: DatasetFacts,
  options: DatasetFolderOptions = {},
): Promise<DatasetFolderCard> {
  const { signal, repo, title } = options;
  const stop = signal && { signal };
  const paths = besideCard(await listFiles(folder, { ...stop, most: MOST }));
  const files = await hashFiles(folder, paths, options);
  const { notes, findings } = await readNotes(folder, { ...stop, without: ["training"] });
  const { pretty_name: name } = notes?.frontMatter ?? {};
  const license = licenceOf(notes?.frontMatter);
  return {
    input: {
      ...facts,
      title: title ?? (typeof name === "string" && name.trim() !== "" ? name : facts.title),
      files,
      ...(license !== undefined && { license }),
      ...(repo !== undefined && { repo }),
      ...(notes && { notes }),
    },
    findings,
  };
}

/** The licence that notes name as the Hub does, as an expression. */
function licenceOf(frontMatter: Record<string, unknown> = {}): string | undefined {
  const { license, license_name: name } = frontMatter;
  const ids = texts(license) ?? [];
  if (ids.length === 0) return undefined;
  return ids.map((id) => (id === "other" && typeof name === "string" ? name : id)).join(" AND ");
}
