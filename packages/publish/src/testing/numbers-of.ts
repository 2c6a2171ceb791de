/** Numbers that a text speaks of; those of file names, hashes and addresses left out. */
function numbersIn(markdown: string): string[] {
  const words = markdown
    .replace(/`[^`]*`/g, " ")
    .replace(/\]\([^)]*\)/g, "] ")
    .replace(/!?\[[^\]]*\.(?:json|png)\]/g, " ");
  return words.match(/\d[\d,]*(?:\.\d+)?/g) ?? [];
}

/** How a card may write a number: rounded, as a share in percent, as megabytes, in groups of thousands. */
function writtenAs(value: number): string[] {
  const rounded = (x: number) => [x.toFixed(1), x.toFixed(2), ...[3, 4].map((n) => x.toPrecision(n))];
  const size = Math.abs(value);
  const forms = [
    String(size),
    size.toLocaleString("en"),
    (100 * size).toFixed(2),
    (size / 1e6).toFixed(2),
    ...rounded(size),
  ];
  return [...forms, ...rounded(size).map((text) => String(Number(text))), String(Math.round(100 * size))];
}

function numbersOf(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (typeof value === "string") return (value.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => [
    ...(Array.isArray(value) ? [] : numbersOf(key)),
    ...numbersOf(below),
  ]);
}

/** The numbers of a card's section that none of the documents has that the section is said to come from. */
export function numbersWithoutSource(markdown: string, sources: readonly unknown[]): string[] {
  const known = new Set(sources.flatMap(numbersOf).flatMap(writtenAs));
  return numbersIn(markdown).filter((text) => {
    const plain = text.replaceAll(",", "");
    // Days and minutes begin with 0.
    return !known.has(text) && !known.has(plain) && !known.has(String(Number(plain)));
  });
}
