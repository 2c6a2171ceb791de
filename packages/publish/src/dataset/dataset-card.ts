import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type BuiltCard, buildDatasetCard, parseCard, parseCardNotes, updateCard, validateCard } from "@tiny-cats/card";
import { readTextBounded } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { LAYOUT } from "../layout.ts";
import type { DatasetFacts } from "./dataset-facts.ts";
import type { DatasetFile, DatasetTreeOptions } from "./dataset-tree.ts";

/** What people write for a card; it is not published itself. */
export const CARD_NOTES = "card-notes.md";

const LARGEST_CARD = 16 << 20;

/**
 * A data set's card as it is published: built, or an older one brought up to date, and held to the Hub's fields and to the files.
 *
 * @throws TinyCatsError "missing-licence", "empty-dataset", and other codes of a card that is not valid; what updateCard throws
 */
export async function makeDatasetCard(
  set: string,
  facts: DatasetFacts,
  files: readonly DatasetFile[],
  { license, title, existing, signal }: DatasetTreeOptions,
): Promise<{ built: BuiltCard; text: string; notes: string[] }> {
  const read = async (name: string) => {
    const path = join(set, name);
    const there = await stat(path).catch(() => undefined);
    return there ? readTextBounded(path, { maxBytes: LARGEST_CARD, ...(signal && { signal }) }) : undefined;
  };
  const noted = await read(CARD_NOTES);
  const notes = noted === undefined ? undefined : parseCardNotes(noted);
  const told = license ?? licenceOf(notes?.frontMatter);
  if (told === undefined) throw noLicence(set);
  const { license: _, license_name, license_link, ...frontMatter } = notes?.frontMatter ?? {};
  const built = buildDatasetCard({
    title: title ?? textOf(frontMatter.pretty_name) ?? facts.title,
    license: told,
    tasks: facts.tasks,
    item: facts.item,
    splits: facts.splits,
    files,
    ...(notes && { notes: { ...notes, frontMatter } }),
  });
  const old = (await read(LAYOUT.card)) ?? existing;
  const text = old === undefined ? built.text : updateCard(old, built).text;
  const { errors, warnings } = validateCard(parseCard(text), { kind: "dataset", files, built });
  // A section that nobody has written yet says so in the card.
  const wrong = errors.find(({ code }) => code !== "unfilled-section");
  if (wrong) {
    throw new TinyCatsError(wrong.code, `the dataset card: ${wrong.message}`, {
      value: wrong.path,
      remedy: wrong.remedy,
    });
  }
  return { built, text, notes: [...errors, ...warnings].map(({ message }) => message) };
}

/** The licence that notes name as the Hub does, as an expression. */
function licenceOf(frontMatter: Record<string, unknown> = {}): string | undefined {
  const { license, license_name: name } = frontMatter;
  const ids = (Array.isArray(license) ? license : [license]).filter((id) => textOf(id) !== undefined);
  return ids.length === 0 ? undefined : ids.map((id) => (id === "other" && textOf(name)) || id).join(" AND ");
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function noLicence(set: string): TinyCatsError {
  return new TinyCatsError("missing-licence", `nothing says under which licence ${set} may be used`, {
    value: set,
    remedy:
      "give --license with an SPDX expression such as CC-BY-4.0, or license: in the front matter of card-notes.md",
  });
}
