import type { CommandContext } from "../../command-context.ts";
import { usageError } from "../../usage-error.ts";
import type { PUBLISH_OPTIONS } from "./spec.ts";

/** What says something of models alone. */
const OF_MODELS = [
  "only",
  "skip",
  "allow-missing",
  "variant",
  "layout",
  "classifier",
  "generator",
  "language",
  "onnx-classifier",
  "onnx-generator",
  "evaluation-report",
  "benchmark-report",
  "samples-dir",
  "data",
  "tokenizer",
  "thresholds",
] as const satisfies readonly (typeof PUBLISH_OPTIONS)[number]["name"][];

/** Refuses beside --dataset what would not be heeded. @throws TinyCatsError "conflicting-options" */
export function checkDatasetFlags({ args, flags }: Pick<CommandContext, "args" | "flags">): void {
  const other = OF_MODELS.find((name) => flags.has(name));
  const given = args[0] !== undefined ? "a folder of models" : other && `--${other}, which is of models,`;
  if (!given) return;
  throw usageError("conflicting-options", `${given} and --dataset were both given`, {
    remedy: "publish one after the other",
  });
}
