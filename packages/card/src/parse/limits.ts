/** What a card may ask for before it is refused. */
export const LIMITS = {
  /** Characters of a whole card. */
  card: 4 << 20,
  /** Characters of the front matter. */
  frontMatter: 256 << 10,
  /** Lists and mappings inside one another. */
  depth: 32,
  /** Keys, values, lists and mappings in all. */
  nodes: 200_000,
  /** Times that aliases may repeat a node. */
  aliases: 100,
} as const;
