/** The card itself, and the list of hashes that has the card's in it: a card that spoke of them could never be right. */
const NOT_TOLD = ["README.md", "SHA256SUMS"];

/** The files of a folder that its card speaks of. */
export function besideCard(paths: readonly string[]): string[] {
  return paths.filter((path) => !NOT_TOLD.includes(path));
}
