import { cpSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { classifier, generator } from "@tiny-cats/models";

/** The folder of an embedded model. */
export function embeddedFolder(kind: "classifier" | "generator"): string {
  return dirname(fileURLToPath((kind === "classifier" ? classifier : generator).manifest));
}

/** A copy of it, without some of its files. */
export function embeddedCopy(
  kind: "classifier" | "generator",
  folder: string,
  without: readonly string[] = [],
): string {
  cpSync(embeddedFolder(kind), folder, { recursive: true });
  for (const path of without) rmSync(join(folder, path));
  return folder;
}
