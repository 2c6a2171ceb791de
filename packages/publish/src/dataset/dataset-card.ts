import { stat } from "node:fs/promises";
import { join } from "node:path";
import { buildDatasetCard, type CardNotes, parseCard, updateCard, validateCard } from "@tiny-cats/card";
import { datasetCardOfFolder } from "@tiny-cats/card/node";
import type { DatasetFacts } from "@tiny-cats/data";
import { readTextBounded } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { LAYOUT } from "../layout.ts";
import type { TreeFile } from "../report/tree-files.ts";
import type { DatasetTreeOptions } from "./dataset-tree.ts";

const LARGEST = 16 << 20;

/**
 * A data set's card as it is published: built of the folder that is to be published, or an older one (the set's own, else the repository's)
 * brought up to date, and held to the Hub's fields and to the files.
 *
 * @throws TinyCatsError "missing-licence", "empty-dataset", and other codes of a card that is not valid; what datasetCardOfFolder and
 * updateCard throw
 */
export async function makeDatasetCard(
  building: string,
  set: string,
  facts: DatasetFacts,
  { repo, title, license, existing, signal, onProgress }: DatasetTreeOptions,
): Promise<{ title: string; text: string; files: TreeFile[]; notes: string[] }> {
  const stop = signal ? { signal } : {};
  const { input, findings } = await datasetCardOfFolder(building, facts, {
    ...stop,
    repo,
    ...(title !== undefined && { title }),
    onProgress: ({ bytes, total }) => onProgress?.({ what: "hashing", done: bytes, total }),
  });
  const notes = license === undefined ? input.notes : withoutLicence(input.notes);
  const told = license ?? input.license;
  if (told === undefined) throw noLicence(set);
  const built = buildDatasetCard({ ...input, license: told, ...(notes && { notes }) });
  const own = join(set, LAYOUT.card);
  const hasOwn = await stat(own).catch(() => undefined);
  const old = hasOwn ? await readTextBounded(own, { maxBytes: LARGEST, ...stop }) : existing;
  const text = old === undefined ? built.text : updateCard(old, built).text;
  const files = [...input.files];
  const { errors, warnings } = validateCard(parseCard(text), { kind: "dataset", files, built });
  // A section that nobody has written yet says so in the card.
  const wrong = errors.find(({ code }) => code !== "unfilled-section");
  if (wrong) {
    throw new TinyCatsError(wrong.code, `the dataset card: ${wrong.message}`, {
      value: wrong.path,
      remedy: wrong.remedy,
    });
  }
  return {
    title: built.title,
    text,
    files,
    notes: [...findings, ...errors, ...warnings].map(({ message }) => message),
  };
}

/** Notes win over what is generated, and an option over them. */
function withoutLicence(notes: CardNotes | undefined): CardNotes | undefined {
  const { license: _, license_name, license_link, ...frontMatter } = notes?.frontMatter ?? {};
  return notes && { ...notes, frontMatter };
}

function noLicence(set: string): TinyCatsError {
  return new TinyCatsError("missing-licence", `nothing says under which licence ${set} may be used`, {
    value: set,
    remedy:
      "give --license with an SPDX expression such as CC-BY-4.0, or license: in the front matter of card-notes.md",
  });
}
