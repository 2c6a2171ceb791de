import type { DatasetPlan } from "@tiny-cats/publish";
import { bytes } from "../../output/bytes.ts";
import { plural } from "../../output/plural.ts";
import { printable } from "../../output/printable.ts";
import { uploadLines } from "./upload-lines.ts";

const CHANGES = ["add", "change", "delete", "keep"] as const;

/** The plan of a publication of data in lines for people: its splits, how many files change, and what the card lacks. */
export function datasetPlanLines(plan: DatasetPlan): string[] {
  const { splits, files, notes } = plan;
  const counts = CHANGES.map((change) => `${files.filter((file) => file.change === change).length} to ${change}`);
  return uploadLines(plan, [
    ...splits.map(({ name, items }) => `  ${printable(name)}: ${plural(items, "item")}`),
    `files: ${counts.join(", ")}; ${bytes(plan.bytes)} to send`,
    ...notes.map((note) => `note: ${printable(note)}`),
  ]);
}
