import { join } from "node:path";
import {
  type BuiltCard,
  type Finding,
  parseCard,
  updateCard,
  type ValidateOptions,
  validateCard,
} from "@tiny-cats/card";
import { concludeValidation } from "@tiny-cats/card/node";
import { ifThere, readTextBounded } from "@tiny-cats/files";
import type { WrittenCard } from "./write-card.ts";
import { writeIfChanged } from "./write-if-changed.ts";

const LARGEST = 16 << 20;

/**
 * Writes a card that was built, or brings up to date the one that is there, and judges it.
 *
 * @param root folder that `path` lies below
 * @throws what updateCard throws; FilesError of reading and writing; the signal's reason
 */
export async function placeCard(
  root: string,
  path: string,
  {
    built,
    existing,
    findings,
    signal,
    ...judging
  }: { built: BuiltCard; existing?: string; findings: readonly Finding[]; signal?: AbortSignal } & ValidateOptions,
): Promise<WrittenCard> {
  const stop = { ...(signal && { signal }) };
  const file = join(root, path);
  const before =
    existing ?? (await ifThere(readTextBounded(file, { maxBytes: LARGEST, keepByteOrderMark: true, ...stop })));
  const update = before === undefined ? undefined : updateCard(before, built);
  const text = update?.text ?? built.text;
  const validation = validateCard(parseCard(text), { ...judging, built });
  return {
    path,
    changed: await writeIfChanged(file, text, stop),
    ...(update && { updated: { sections: update.sections, frontMatter: update.frontMatter } }),
    omitted: built.omitted.map(({ code, path: of, message }) => ({ code, path: of, message })),
    validation: concludeValidation(findings, validation),
  };
}
