import { TinyCatsError } from "@tiny-cats/schema/errors";

/** @throws TinyCatsError "invalid-labels" unless there are two or more, all different and not empty. */
export function checkLabels(labels: readonly string[]): void {
  if (labels.length >= 2 && new Set(labels).size === labels.length && !labels.includes("")) return;
  throw new TinyCatsError("invalid-labels", `${labels.length} labels can't be told apart`, {
    value: labels,
    remedy: "give two or more names, each once",
  });
}
