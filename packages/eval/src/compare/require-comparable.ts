import type { EvaluationReport } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { atPath } from "../report/at-path.ts";

/** @throws TinyCatsError "evaluations-incomparable" unless two reports are of one task, one set and split, one extractor and the same labels. */
export function requireComparable(a: EvaluationReport, b: EvaluationReport): void {
  same("task", a.task, b.task, "measure models of one task");
  const [dataA, dataB] = [a.measured.data, b.measured.data];
  const onSame = "measure both on the same split of the same set";
  if (!dataA || !dataB) {
    if (dataA !== dataB) refuse("data set", dataA?.name ?? "none", dataB?.name ?? "none", onSame);
  } else {
    same("split", dataA.split, dataB.split, onSame);
    const hashed = dataA.sha256 !== undefined && dataB.sha256 !== undefined;
    if (hashed) same("set's hash", dataA.sha256, dataB.sha256, onSame);
    else for (const key of ["name", "n"] as const) same(`set's ${key}`, dataA[key], dataB[key], onSame);
  }
  if (a.task === "text-generation") same("number of tokens predicted", a.measured.n, b.measured.n, onSame);
  for (const key of ["extractor", "inception"] as const)
    if (a[key] && b[key]) same(key, a[key].sha256, b[key].sha256, "measure both by the same network");
  const [labelsA, labelsB] = [a, b].map(
    (report) => atPath(report, ["labels"]) ?? report.classification?.per_class?.map(({ label }) => label),
  );
  if (labelsA && labelsB)
    same("labels", JSON.stringify(labelsA), JSON.stringify(labelsB), "measure classifiers of the same labels");
}

function same(what: string, a: unknown, b: unknown, remedy: string): void {
  if (a !== b) refuse(what, a, b, remedy);
}

function refuse(what: string, a: unknown, b: unknown, remedy: string): never {
  throw new TinyCatsError("evaluations-incomparable", `the reports differ in their ${what}: ${a} and ${b}`, {
    value: [a, b],
    remedy,
  });
}
