import { inline } from "./inline.ts";

/** A cell with text out of a document. */
export function plainCell(value: unknown): string {
  return inline(typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
}
