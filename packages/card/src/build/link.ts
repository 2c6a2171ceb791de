import { inline } from "./inline.ts";

/** A link to a file beside the card. */
export function link(path: string, text: string = path): string {
  const address = path
    .split("/")
    .map(encodeURIComponent)
    .join("/")
    .replace(/[()]/g, (sign) => (sign === "(" ? "%28" : "%29"));
  return `[${inline(text)}](${address})`;
}
