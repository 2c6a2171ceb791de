import { parse } from "yaml";
import { findEntry } from "../storage/find-entry.ts";
import type { FileSlice, ObjectStore } from "../storage/object-store.ts";
import { readSlice } from "../storage/read-slice.ts";

const LARGEST = 1 << 20;

/** The metadata of a README.md: the YAML between its first two "---" lines; undefined when there is none that can be read. */
export async function readCard(objects: ObjectStore, tree: string): Promise<Record<string, unknown> | undefined> {
  const entry = await findEntry(objects, tree, "README.md");
  if (!entry || objects.get(entry.id)?.type !== "blob") return undefined;
  const slice: FileSlice = objects.slice(entry.id);
  if (slice.length > LARGEST) return undefined;
  const yaml = frontMatter((await readSlice(slice)).toString("utf8"));
  if (yaml === undefined) return undefined;
  try {
    const value: unknown = parse(yaml, { maxAliasCount: 100 });
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What stands between the first line, when it is "---", and the next such line. */
export function frontMatter(text: string): string | undefined {
  return /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\r?\n|$)/.exec(text)?.[1];
}
