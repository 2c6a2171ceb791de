import type { DataReport } from "@tiny-cats/schema";

type Found = Pick<
  DataReport,
  "labels" | "splits" | "broken" | "mismatches" | "exact_duplicates" | "near_duplicates" | "ignored"
>;
type Problem = DataReport["problems"][number];

/** Pictures below which a class is small. */
const FEW = 50;

/** What is wrong with a set, worst first: errors spoil what is measured or trained on it, warnings may. */
export function findProblems(found: Found): Problem[] {
  const problems: Problem[] = [];
  const error = (kind: string, message: string) => void problems.push({ level: "error", kind, message });
  const warning = (kind: string, message: string) => void problems.push({ level: "warning", kind, message });
  const { labels, broken, mismatches, exact_duplicates: exact, near_duplicates: near, ignored } = found;

  for (const { label, n, splits } of labels) {
    const bad = broken.filter((picture) => picture.label === label).length;
    if (n === 0) error("empty-class", `${label} has no pictures`);
    else if (bad === n) error("empty-class", `none of ${label}'s pictures can be read`);
    else if (n - bad < FEW)
      warning("small-class", `${label} has ${n - bad} pictures that can be read, fewer than ${FEW}`);
    const lacking = Object.keys(splits).filter((name) => n > 0 && splits[name] === 0);
    for (const name of lacking) error("empty-class", `${label} has no pictures in ${name}`);
  }
  if (broken.length > 0) error("broken-pictures", `${count(broken.length, "picture")} can't be read`);
  if (mismatches.length > 0) {
    const files = new Set(mismatches.map(({ file }) => file)).size;
    error("index-mismatch", `what the index says of ${count(files, "file")} is not so`);
  }
  const leaks = exact.filter(({ leak }) => leak).length;
  if (leaks > 0)
    error("duplicate-across-splits", `${count(leaks, "group")} of files with the same bytes in more than one split`);
  const torn = exact.filter(({ files }) => new Set(files.map(({ label }) => label)).size > 1).length;
  if (torn > 0) error("label-conflict", `${count(torn, "group")} of files with the same bytes in more than one class`);
  const copies = exact.length - leaks;
  if (copies > 0) warning("duplicates", `${count(copies, "group")} of files with the same bytes`);

  const nearLeaks = near?.pairs.filter(({ leak }) => leak).length ?? 0;
  const nearCopies = (near?.pairs.length ?? 0) - nearLeaks;
  if (nearLeaks > 0)
    warning(
      "near-duplicate-across-splits",
      `${count(nearLeaks, "pair")} of pictures that look the same, one in another split than the other`,
    );
  if (nearCopies > 0) warning("near-duplicates", `${count(nearCopies, "pair")} of pictures that look the same`);
  if (near?.truncated) warning("near-duplicates", "there are more such pairs than are listed");
  if (ignored.length > 0)
    warning("ignored-files", `left out as no picture of a class: ${count(ignored.length, "file")}`);
  return problems.sort((a, b) => Number(a.level === "warning") - Number(b.level === "warning"));
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
