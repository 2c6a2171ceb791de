import type { Problem } from "../shapes/cross-check.ts";
import type { DataManifest } from "./data-manifest.ts";

/** What in a data manifest contradicts itself. */
export function checkDataManifest({ pictures, splits, labels, heads, margin }: DataManifest): Problem[] {
  const problems: Problem[] = [];
  const expect = (path: (string | number)[], counts: readonly number[], wanted: number, of: string) => {
    const found = counts.reduce((sum, n) => sum + n, 0);
    if (found !== wanted) problems.push({ path, message: `must add up to ${wanted} as in ${of}, not to ${found}` });
  };
  expect(["splits"], Object.values(splits), pictures, "pictures");
  expect(
    ["labels"],
    labels.map(({ n }) => n),
    pictures,
    "pictures",
  );
  labels.forEach((label, i) => {
    expect(["labels", i, "splits"], Object.values(label.splits), label.n, `labels[${i}].n`);
  });
  if (heads !== (margin !== null))
    problems.push({ path: ["margin"], message: `must ${heads ? "not " : ""}be null where heads is ${heads}` });
  return problems;
}
