import { type Augmentation, type AugmentationLevel, augmentation } from "@tiny-cats/data";

interface Asked {
  /** Of the flag, else of the recipe. */
  readonly level: AugmentationLevel | undefined;
  /** Whether it is the flag's, which goes before all that the recipe says. */
  readonly isFlag: boolean;
  /** The recipe's own. */
  readonly recipe: (Partial<Omit<Augmentation, "crop">> & { level?: AugmentationLevel }) | undefined;
}

/** What is done to pictures: a level, or what a recipe makes of one; without a level it begins with none. Undefined where nothing was said. */
export function chosenAugmentation({
  level,
  isFlag,
  recipe = {},
}: Asked): AugmentationLevel | Omit<Augmentation, "crop"> | undefined {
  const { level: _, ...changes } = recipe;
  if (isFlag || Object.keys(changes).length === 0) return level;
  return { ...augmentation(level ?? "none"), ...changes };
}
