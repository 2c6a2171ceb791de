import {
  buildModelCard,
  type CardNotes,
  type Changes,
  type Finding,
  parseCardNotes,
  type Validation,
} from "@tiny-cats/card";
import { cardOfFolder } from "@tiny-cats/card/node";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import { LAYOUT } from "../layout.ts";
import type { ModelKind } from "../model-kind.ts";
import type { Prepared } from "../prepared.ts";
import type { StageProgress } from "../progress.ts";
import { placeCard } from "./place-card.ts";
import { placeNote } from "./place-note.ts";
import { writeDatasetCard } from "./write-dataset-card.ts";

/** How the card is written. */
export interface CardOptions {
  /** Where it is published, owner/name. */
  repo: string;
  /** The heading; the first model's name unless told. */
  title?: string;
  /** What people wrote, in the form of card-notes.md; it comes over that of the models' folders. */
  notes?: string;
  /** Where the models were found: card-notes.md there is published with them. */
  notesFrom?: Partial<Record<ModelKind, string>>;
  /** The folder that the data in datasets/ are from: card-notes.md there is published with them. */
  dataNotesFrom?: string;
  /** The card that the repository has, which is brought up to date; that of the folder unless told. */
  existing?: string;
  /** The same of the data's card. */
  existingData?: string;
  signal?: AbortSignal;
  onProgress?: (progress: StageProgress) => void;
}

/** A card in the folder, and what is to be said of it. Plain data. */
export interface WrittenCard {
  /** Below the folder. */
  path: string;
  changed: boolean;
  /** What became of the sections and keys of a card that was there. */
  updated?: { sections: Changes; frontMatter: Changes };
  /** Reports and other facts that did not enter, and why. */
  omitted: { code: string; path: string; message: string }[];
  /** A card with an error must not be published. */
  validation: Validation;
}

/** The card of the repository, and that of the data in datasets/ where there are any. */
export interface WrittenCards {
  card: WrittenCard;
  dataset?: WrittenCard;
}

/**
 * Writes README.md out of what lies in the folder: every number is of a report there that is about a file there. A card that is there already is
 * brought up to date, and what people wrote in it stays. Notes are card-notes.md of the models' folders, and those given. Data in datasets/ get a README.md
 * of their own first.
 *
 * @throws TinyCatsError "invalid-repo"; what cardOfFolder, updateCard and parseCardNotes throw, and datasetFactsOfFolder of datasets/; FilesError of
 * writing; the signal's reason
 */
export async function writeCard(prepared: Prepared, options: CardOptions): Promise<WrittenCards> {
  const { folder, models } = prepared;
  const { repo, title, notesFrom = {}, signal, onProgress } = options;
  const stop = { ...(signal && { signal }) };
  const dataset = await writeDatasetCard(folder, models, options);
  const unlinked: Finding[] = [];
  for (const { kind, folder: below } of models) {
    const from = notesFrom[kind];
    const note = { of: `the ${kind}`, folder: below, card: "" };
    if (from !== undefined) unlinked.push(...(await placeNote(folder, { ...note, from }, stop)));
  }
  const { input, findings } = await cardOfFolder(folder, {
    ...stop,
    repo,
    ...(title !== undefined && { title }),
    readTensorNames: (path) => tensorNames(path, stop),
    onProgress: ({ bytes, total }) => onProgress?.({ stage: "card", what: "hashing", done: bytes, total }),
  });
  const notes = options.notes === undefined ? input.notes : notesOver(input.notes, options.notes);
  const built = buildModelCard({ ...input, ...(notes && { notes }) });
  const card = await placeCard(folder, LAYOUT.card, {
    ...stop,
    built,
    existing: options.existing,
    files: input.files,
    findings: [...unlinked, ...findings],
  });
  return { card, ...(dataset && { dataset }) };
}

function notesOver(notes: CardNotes | undefined, text: string): CardNotes {
  const { frontMatter, sections } = parseCardNotes(text);
  return {
    frontMatter: { ...notes?.frontMatter, ...frontMatter },
    sections: { ...notes?.sections, ...sections },
  };
}

async function tensorNames(path: string, stop: { signal?: AbortSignal }): Promise<string[]> {
  const checkpoint = await openCheckpoint(path, stop);
  try {
    return [...checkpoint.tensors.keys()];
  } finally {
    await checkpoint.close();
  }
}
