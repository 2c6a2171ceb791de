import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { buildModelCard } from "../build/build-model-card.ts";
import { parseCardNotes } from "../build/parse-card-notes.ts";
import { type Card, parseCard } from "../parse/parse-card.ts";
import { renderMarkdown } from "../render/render-markdown.ts";
import { updateCard } from "../update/update-card.ts";
import { validateCard } from "../validate/validate-card.ts";
import { HARD_CARD } from "./hard-card.ts";
import { classifierEvaluation, classifierInput } from "./inputs.ts";
import { mutateCard } from "./mutate-card.ts";
import { random } from "./random.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may reach a terminal.
const COMMANDS = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** What became of damaged cards. */
export interface Survival {
  /** Refused, by code. */
  refused: Record<string, number>;
  read: number;
  /** Of those, the ones that had a marked section or an edit of the front matter to lose. */
  updated: number;
}

/**
 * Damages cards `count` times: each is refused with a typed error or read; what was read is validated, shown and updated, and what people
 * wrote in it is still there. Updating takes most of the time: `updateEvery` says which of the cards are.
 *
 * @throws whatever else happens, with the card
 */
export function survive(seed: number, count: number, { updateEvery = 1 } = {}): Survival {
  const below = random(seed);
  const built = buildModelCard(classifierInput);
  const later = buildModelCard({
    ...classifierInput,
    evaluations: [{ path: "e.json", report: classifierEvaluation("a") }],
  });
  const bases = [HARD_CARD, built.text, later.text.replaceAll("\n", "\r\n"), HARD_CARD.replace(/---[\s\S]*?---\n/, "")];
  const survival: Survival = { refused: {}, read: 0, updated: 0 };
  for (let i = 0; i < count; i++) {
    const text = mutateCard(bases[below(bases.length)], below);
    const card = read(text, survival);
    if (card) {
      try {
        hold(card, i % updateEvery === 0);
      } catch (error) {
        throw new Error(`seed ${seed}, card ${i}: ${JSON.stringify(text)}`, { cause: error });
      }
    }
  }
  return survival;

  function hold(card: Card, update: boolean): void {
    validateCard(card, { files: classifierInput.files, built: later });
    parseCardNotes(card.text);
    for (const line of renderMarkdown(card.body, { columns: 60 })) {
      if (COMMANDS.test(line)) throw new Error(`a terminal would act on ${JSON.stringify(line)}`);
    }
    if (!update || card.unclosedLine !== undefined) return;
    const { text, sections, frontMatter } = updateCard(card.text, later);
    const again = updateCard(text, later);
    if (again.text !== text) throw new Error("a second update changes what the first one wrote");
    const after = parseCard(text);
    for (const { id, start, end, untouched } of card.sections) {
      if (!untouched && !text.includes(card.text.slice(start, end))) throw new Error(`section ${id} was lost`);
    }
    for (const key of frontMatter.kept) {
      if (JSON.stringify(after.frontMatter?.data[key]) !== JSON.stringify(card.frontMatter?.data[key]))
        throw new Error(`key ${key} was lost`);
    }
    const changed = [sections, frontMatter].some(
      ({ replaced, added, removed }) => replaced.length + added.length + removed.length > 0,
    );
    if (changed) survival.updated++;
  }
}

function read(text: string, survival: Survival): Card | undefined {
  try {
    const card = parseCard(text);
    survival.read++;
    return card;
  } catch (error) {
    if (!isTinyCatsError(error))
      throw new Error(`not refused in so many words: ${JSON.stringify(text)}`, { cause: error });
    survival.refused[error.code] = (survival.refused[error.code] ?? 0) + 1;
    return undefined;
  }
}
