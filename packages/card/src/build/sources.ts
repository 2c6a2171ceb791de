import type { Measured } from "@tiny-cats/schema";
import { format } from "./format.ts";
import { inline } from "./inline.ts";
import { link } from "./link.ts";

/** What numbers rest on: data, split, how many, and the report that says so, linked. */
export function sourceLine(path: string, { data, n, seed, by, date }: Measured): string {
  const on = data
    ? `${inline(data.name)}, split ${inline(data.split)}${data.n ? ` of ${format.count(data.n)}` : ""}`
    : "no data set";
  const seeded = seed === null ? "" : `, seed ${seed}`;
  return `Source: ${link(path)}: ${on}, n = ${format.count(n)}${seeded}; measured ${date.slice(0, 10)} by ${inline(by)}.`;
}
