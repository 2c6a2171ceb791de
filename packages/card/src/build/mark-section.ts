import { fingerprint } from "../fingerprint.ts";
import type { BuiltSection } from "./built-card.ts";

/** A section between its two comments, without a line end behind it. */
export function markSection({ id, markdown }: BuiltSection): string {
  return `<!-- tiny-cats:begin ${id} ${fingerprint(markdown)} -->\n${markdown}\n<!-- tiny-cats:end ${id} -->`;
}
