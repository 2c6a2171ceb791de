import type { Manifest } from "@tiny-cats/schema";

const letters = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/**
 * What a model's manifest says of its training and these pictures: a sentence where it saw them, by the set's name and splits; undefined where it says nothing.
 *
 * @param splits those of the pictures; none are any
 */
export function seenInTraining(
  { name, provenance }: Pick<Manifest, "name" | "provenance">,
  set: string,
  splits: readonly string[],
): string | undefined {
  const known = provenance?.datasets?.find((one) => letters(one.name) === letters(set));
  if (!known) return undefined;
  const covers: Record<string, readonly string[]> = { trainval: ["train", "val"] };
  const covered = known.split === undefined ? splits : (covers[letters(known.split)] ?? [letters(known.split)]);
  const seen = splits.filter((split) => covered.includes(split));
  if (splits.length > 0 && seen.length === 0) return undefined;
  const part = known.split === undefined ? "all" : `the split ${known.split}`;
  return `the training of ${name} saw ${part} of ${known.name}: no distance to these pictures is held out`;
}
