import type { DrawingSettings } from "@tiny-cats/core";

/** A name for a drawing's file, such as "Maine_Coon_seed-7.png". */
export function fileName({ breed, seed, index }: DrawingSettings): string {
  const safe = breed.replaceAll(/[^A-Za-z0-9]+/g, "_");
  return `${safe}_seed-${seed}${index === 0 ? "" : `_${index}`}.png`;
}
