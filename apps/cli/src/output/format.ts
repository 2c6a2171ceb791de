import type { OutputStream } from "../io.ts";

/** How data is printed, once auto is decided. */
export type Format = "human" | "json" | "jsonl";

/** auto is for a human on a terminal, and JSON for whatever else reads it. */
export function chooseFormat(format: "auto" | Format, stdout: OutputStream): Format {
  if (format !== "auto") return format;
  return stdout.isTTY ? "human" : "json";
}
