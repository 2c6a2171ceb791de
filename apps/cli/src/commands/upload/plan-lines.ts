import type { UploadPlan } from "@tiny-cats/hub";
import { amount } from "../../hub/amount.ts";
import { repoLabel } from "../../hub/repo-label.ts";
import { bytes } from "../../output/bytes.ts";
import { plural } from "../../output/plural.ts";

export interface PlanLinesOptions {
  /** The most files that are named of each kind. */
  most: number;
}

/** An upload's plan in lines for people: what it would add, change, delete and leave, and the names of the files. */
export function planLines(plan: UploadPlan, { most }: PlanLinesOptions): string[] {
  const { repo, revision, commit, added, changed, deleted, unchanged, ignored } = plan;
  const kinds = [
    { sign: "+", word: "to add", files: added },
    { sign: "~", word: "to change", files: changed },
    { sign: "-", word: "to delete", files: deleted },
  ];
  return [
    `${repoLabel(repo)} at ${revision}${commit === undefined ? ", which is not there yet" : ""}`,
    ...kinds.flatMap(({ sign, word, files }) => [
      ...(files.length > 0 ? [`${word}: ${amount(files.length, total(files))}`] : []),
      ...files.slice(0, most).map((file) => `  ${sign} ${file.path}  ${bytes(file.bytes)}`),
      ...(files.length > most ? [`  and ${plural(files.length - most, "file")} more`] : []),
    ]),
    ...(unchanged.length > 0 ? [`unchanged: ${amount(unchanged.length, total(unchanged))}`] : []),
    ...(ignored.length > 0 ? [`left out: ${plural(ignored.length, "entry", "entries")}`] : []),
  ];
}

function total(files: readonly { bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
