import type { Measured } from "@tiny-cats/schema";
import type { PartFacts } from "./facts.ts";

const TRAINING = /^(?:train|training|trainval|train\+val)$/i;

const WHOLE = /^(?:all|full|whole)$/i;

/** Whether data was trained on: by its split's name, by what the manifest says (a whole data set holds each of its splits), or by the hash of the list that a run was trained on. */
export function isTrainingData(
  data: NonNullable<Measured["data"]>,
  { part, trainings }: Pick<PartFacts, "part" | "trainings">,
): boolean {
  const trained = [
    ...(part.manifest.provenance?.datasets ?? []),
    ...trainings.flatMap(({ report }) => report.measured.data ?? []),
  ];
  const same = (a: string | undefined, b: string | undefined) =>
    a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
  return (
    TRAINING.test(data.split.trim()) ||
    trained.some(
      ({ name, split, sha256 }) =>
        same(sha256, data.sha256) ||
        (same(name, data.name) && (same(split, data.split) || WHOLE.test(data.split.trim()))),
    )
  );
}
