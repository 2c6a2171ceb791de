import { TinyCatsError } from "@tiny-cats/schema/errors";

/** Lower case, letters and digits only: "British_Shorthair", "british shorthair" and "British-Shorthair" become one. */
export function normaliseLabel(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/** Optimal string alignment distance: insertions, deletions, substitutions and neighbouring swaps. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length];
}

/** Up to three of `candidates` that a mistyped `query` may have meant, nearest first. */
export function nearMatches(query: string, candidates: readonly string[]): string[] {
  const wanted = normaliseLabel(query).slice(0, 64);
  if (wanted === "") return [];
  return candidates
    .map((label) => {
      const name = normaliseLabel(label);
      const contains = wanted.length > 2 && (name.includes(wanted) || wanted.includes(name));
      return { label, distance: contains ? 1 : editDistance(wanted, name) };
    })
    .filter(({ label, distance }) => distance <= Math.max(1, Math.floor(normaliseLabel(label).length / 3)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ label }) => label);
}

/**
 * The id of what `query` names among a model's `labels`: an id, a label in any spelling, or an alias of one.
 *
 * @throws TinyCatsError "unknown-breed" that lists near matches.
 */
export function findLabel(
  query: string | number,
  labels: readonly string[],
  aliases: Readonly<Record<string, string>> = {},
): number {
  const text = String(query).trim();
  if (/^\d{1,6}$/.test(text) && Number(text) < labels.length) return Number(text);
  const wanted = normaliseLabel(text);
  const named = Object.hasOwn(aliases, wanted) ? normaliseLabel(aliases[wanted]) : wanted;
  const id = labels.findIndex((label) => normaliseLabel(label) === named);
  if (id >= 0 && named !== "") return id;
  const near = nearMatches(text, labels);
  throw new TinyCatsError("unknown-breed", `there is no breed "${text.slice(0, 64)}"`, {
    value: query,
    remedy:
      near.length > 0
        ? `did you mean ${near.join(" or ")}?`
        : `use one of ${labels.join(", ")}, or an id from 0 to ${labels.length - 1}`,
  });
}
