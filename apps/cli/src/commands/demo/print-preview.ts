import { resize } from "@tiny-cats/core";
import { halfBlocks } from "../../output/half-blocks.ts";
import type { Printer } from "../../output/printer.ts";
import type { Verdict } from "./verdicts.ts";

const MARGIN = 2;

/** Shows in the terminal the drawing that the classifier knows its breed best in, no wider than the terminal. */
export function printPreview(out: Printer, verdicts: readonly Verdict[]): void {
  const { drawing } = verdicts.reduce((best, verdict) => (verdict.probability > best.probability ? verdict : best));
  const { image, settings } = drawing;
  const room = Math.max(1, out.columns - 2 * MARGIN);
  const width = Math.min(image.width, room);
  const height = Math.max(1, Math.round((image.height * width) / image.width));
  const shown = width === image.width ? image : resize(image, { width, height, filter: "lanczos" });
  for (const line of halfBlocks(shown, out.style.depth)) out.line(`${" ".repeat(MARGIN)}${line}`);
  out.line(out.style.dim(`  ${settings.breed}, the drawing the classifier knows best`));
}
