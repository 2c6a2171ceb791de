import type { Verdict } from "../gate.ts";
import { failed, notMeasured } from "../verdicts.ts";
import type { PublishedFolder } from "./open-folder.ts";
import type { PublishedModel } from "./open-model.ts";
import type { Placed } from "./read-reports.ts";

/** Reports of a model's files, and those of files that are nowhere in the folder. */
export interface Matching<T> {
  own: Placed<T>[];
  strays: Placed<T>[];
}

/** Sorts reports by the hash of what they were measured on. */
export function matching<T extends { measured: { model: { sha256: string } } | null }>(
  reports: readonly Placed<T>[],
  model: PublishedModel,
  { models }: PublishedFolder,
): Matching<T> {
  const hashes = ({ manifest }: PublishedModel) => new Set(manifest.files.map(({ sha256 }) => sha256));
  const own = hashes(model);
  const all = new Set(models.flatMap((one) => [...hashes(one)]));
  const hashOf = ({ report }: Placed<T>) => report.measured?.model.sha256 ?? "";
  return {
    own: reports.filter((placed) => own.has(hashOf(placed))),
    strays: reports.filter((placed) => !all.has(hashOf(placed))),
  };
}

/** The verdict where no report is the model's own: of another model's it is worse than none. */
export function withoutReport<T extends { measured: { model: { sha256: string } } | null }>(
  { strays }: Matching<T>,
  what: string,
  rest: { remedy: string; threshold: number | null; places: readonly string[] },
): Verdict {
  if (strays.length === 0) return notMeasured(`${what} was not measured`, rest);
  const named = strays.map(({ path, report }) => `${path} (sha256 ${report.measured?.model.sha256.slice(0, 12)})`);
  return failed(`no file here is the model that was measured in ${named.slice(0, 3).join(", ")}`, rest);
}
