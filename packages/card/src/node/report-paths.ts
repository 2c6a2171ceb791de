import { realpath } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { listFiles } from "./list-files.ts";

/**
 * The files in and below folders with reports, as a card in another folder links to them: with "/" between parts, "../" before what lies
 * outside of it.
 *
 * @throws TinyCatsError "reports-out-of-reach" where no relative path leads there, and what listFiles throws
 */
export async function reportPaths(
  folder: string,
  reports: readonly string[],
  options: { signal?: AbortSignal } = {},
): Promise<string[]> {
  const found = new Set<string>();
  for (const place of reports) {
    const paths = await listFiles(place, options);
    const [from, to] = [await realpath(folder), await realpath(place)];
    for (const path of paths) {
      const way = relative(from, join(to, path));
      if (isAbsolute(way)) {
        throw new TinyCatsError("reports-out-of-reach", `no relative path leads from ${folder} to ${place}`, {
          value: place,
          remedy: "copy the reports into the folder",
        });
      }
      found.add(way.split(sep).join("/"));
    }
  }
  return [...found].sort();
}
