import type { Problem } from "../shapes/cross-check.ts";
import type { Lineage } from "./lineage.ts";

/** What in a lineage contradicts itself. */
export function checkLineage({ as, files, checkpoint }: Lineage): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  files.forEach(({ path }, i) => {
    if (seen.has(path)) problems.push({ path: ["files", i, "path"], message: "occurs twice" });
    seen.add(path);
  });
  if ((as === "checkpoint") !== (checkpoint !== undefined))
    problems.push({ path: ["checkpoint"], message: `must ${checkpoint ? "not " : ""}be there where "as" is "${as}"` });
  return problems;
}
