import type { Problem } from "../shapes/cross-check.ts";
import { checkReasons } from "../shapes/not-measured.ts";
import type { DataReport } from "./data-report.ts";

const SPLITS = ["train", "val", "test", "none"];

/** What in a data report is silent or contradicts itself. */
export function checkData(report: DataReport): Problem[] {
  const near = report.near_duplicates;
  // A picture's split is null where the set has none, which is no metric that was not measured.
  const metrics = { ...report, near_duplicates: near && { ...near, pairs: [] } };
  const problems = [...checkReasons(metrics, ["sizes", "near_duplicates"]), ...checkCounts(report)];
  report.exact_duplicates.forEach(({ files, leak }, i) => {
    problems.push(...checkLeak(files, leak, ["exact_duplicates", i, "leak"]));
  });
  near?.pairs.forEach(({ files, distance, leak }, i) => {
    const path = ["near_duplicates", "pairs", i];
    problems.push(...checkLeak(files, leak, [...path, "leak"]));
    if (distance > near.threshold)
      problems.push({ path: [...path, "distance"], message: `must not be above the threshold, ${near.threshold}` });
    if (files.length === 2 && files[0].file === files[1].file)
      problems.push({ path: [...path, "files"], message: "must be two files" });
  });
  return problems;
}

function checkCounts({ pictures, measured, labels, splits, broken }: DataReport): Problem[] {
  const problems: Problem[] = [];
  const expect = (path: (string | number)[], found: number, wanted: number, of: string) => {
    if (found !== wanted) problems.push({ path, message: `must add up to ${wanted} as in ${of}, not to ${found}` });
  };
  expect(["measured", "n"], measured.n, pictures, "pictures");
  expect(["labels"], total(labels.map(({ n }) => n)), pictures, "pictures");
  expect(["splits"], total(Object.values(splits).map(({ n }) => n)), pictures, "pictures");
  for (const name of Object.keys(splits)) {
    if (!SPLITS.includes(name))
      problems.push({ path: ["splits", name], message: `must be one of ${SPLITS.join(", ")}, not "${name}"` });
    const counts = labels.map((label) => (Object.hasOwn(label.splits, name) ? label.splits[name] : 0));
    expect(["splits", name, "n"], total(counts), splits[name].n, "labels");
  }
  labels.forEach((label, i) => {
    if (labels.findIndex((other) => other.label === label.label) < i)
      problems.push({ path: ["labels", i, "label"], message: "occurs twice" });
    expect(["labels", i, "splits"], total(Object.values(label.splits)), label.n, `labels[${i}].n`);
  });
  if (broken.length > pictures) problems.push({ path: ["broken"], message: `must not be more than ${pictures}` });
  return problems;
}

function checkLeak(
  files: readonly { split: string | null }[],
  leak: boolean,
  path: readonly (string | number)[],
): Problem[] {
  const splits = new Set(files.map(({ split }) => split).filter((split) => split !== null));
  return splits.size > 1 === leak ? [] : [{ path, message: `must be ${splits.size > 1}, by the files' splits` }];
}

const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);
