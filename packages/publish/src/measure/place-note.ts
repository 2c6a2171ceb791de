import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Finding } from "@tiny-cats/card";
import { ifThere, readTextBounded, safeJoin } from "@tiny-cats/files";
import { LAYOUT } from "../layout.ts";
import { writeIfChanged } from "./write-if-changed.ts";

const LARGEST = 1 << 20;
const LINK = /!?(?<!\\)\[([^\][\n]{0,400})\]\(([^()\s<>]{1,400})\)/g;

/** Where notes come from and go to. */
export interface PlacedNote {
  /** Whose they are, such as "the classifier". */
  of: string;
  /** What was found: a folder, or a file in one. */
  from: string;
  /** Below the root: where they go. */
  folder: string;
  /** Below the root: where the card stands, from which links are. */
  card: string;
}

/**
 * Brings card-notes.md of the folder that something was found in to where it is published, as long as none lies there. A link in it to a file that is not
 * published becomes its text, and is told.
 *
 * @throws FilesError of reading and writing
 */
export async function placeNote(
  root: string,
  { of, from, folder, card }: PlacedNote,
  stop: { signal?: AbortSignal } = {},
): Promise<Finding[]> {
  const target = join(root, folder, LAYOUT.notes);
  if ((await ifThere(readTextBounded(target, { maxBytes: LARGEST, ...stop }))) !== undefined) return [];
  const text = await ifThere(readTextBounded(await notesBeside(from), { maxBytes: LARGEST, ...stop }));
  if (text === undefined) return [];
  const { text: linked, dead } = await withoutDeadLinks(text, join(root, card));
  await writeIfChanged(target, linked, stop);
  return dead.map(
    (path): Finding => ({
      code: "unpublished-note-link",
      severity: "warning",
      path: folder === "" ? LAYOUT.notes : `${folder}/${LAYOUT.notes}`,
      message: `the notes of ${of} link to "${path}", which is not published: its text stands there alone`,
      remedy: "link to an address, or to a file of the repository",
    }),
  );
}

/** card-notes.md of a model or of data: a model may have been found as a file, and its folder counts. */
export async function notesBeside(path: string): Promise<string> {
  const info = await stat(path).catch(() => undefined);
  return join(info?.isFile() ? dirname(path) : path, LAYOUT.notes);
}

async function withoutDeadLinks(text: string, root: string): Promise<{ text: string; dead: string[] }> {
  const dead = new Set<string>();
  for (const [, , target] of text.matchAll(LINK))
    if (
      !/^(?:[a-z][a-z0-9+.-]*:|\/|#)/i.test(target) &&
      !(await isThere(root, target.replace(/[?#].*$/, "").replace(/^\.\//, "")))
    )
      dead.add(target);
  const linked = text.replace(LINK, (link, words: string, target: string) => (dead.has(target) ? words : link));
  return { text: linked, dead: [...dead] };
}

/** What lies outside of the folder is not published, there or not. */
async function isThere(root: string, path: string): Promise<boolean> {
  try {
    await stat(safeJoin(root, path.replace(/\/$/, "")));
    return true;
  } catch {
    return false;
  }
}
