import { BREEDS } from "@tiny-cats/core";

const RANKS: ReadonlyMap<string, number> = /* @__PURE__ */ new Map(BREEDS.map(({ label, id }) => [label, id]));

/** The order of labels: breeds as the models have them, then others by their letters. */
export function compareLabels(a: string, b: string): number {
  const rank = (RANKS.get(a) ?? RANKS.size) - (RANKS.get(b) ?? RANKS.size);
  return rank !== 0 ? rank : a < b ? -1 : a > b ? 1 : 0;
}
