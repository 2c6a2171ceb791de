import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Finding } from "@tiny-cats/card";
import { safeJoin } from "@tiny-cats/files";
import type { ModelKind } from "../model-kind.ts";
import type { Prepared } from "../prepared.ts";
import { readTextIfThere } from "./read-if-there.ts";
import { writeIfChanged } from "./write-if-changed.ts";

const NOTES = "card-notes.md";
const LARGEST = 1 << 20;
const LINK = /!?(?<!\\)\[([^\][\n]{0,400})\]\(([^()\s<>]{1,400})\)/g;

/**
 * Brings what people wrote for the card to where it is published: card-notes.md of the folders that the models were found in goes beside their
 * manifests, as long as none lies there. A link in it to a file that is not published becomes its text, and is told.
 *
 * @throws FilesError of reading and writing
 */
export async function placeNotes(
  { folder: root, models }: Prepared,
  found: Partial<Record<ModelKind, string>>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Finding[]> {
  const stop = { ...(signal && { signal }) };
  const findings: Finding[] = [];
  for (const { kind, folder } of models) {
    const from = found[kind];
    const target = join(root, folder, NOTES);
    if (from === undefined || (await readTextIfThere(target, { maxBytes: LARGEST, ...stop })) !== undefined) continue;
    const text = await readTextIfThere(join(await folderOf(from), NOTES), { maxBytes: LARGEST, ...stop });
    if (text === undefined) continue;
    const { text: linked, dead } = await withoutDeadLinks(text, root);
    await writeIfChanged(target, linked, stop);
    findings.push(
      ...dead.map(
        (path): Finding => ({
          code: "unpublished-note-link",
          severity: "warning",
          path: folder === "" ? NOTES : `${folder}/${NOTES}`,
          message: `the notes of the ${kind} link to "${path}", which is not published: its text stands there alone`,
          remedy: "link to an address, or to a file of the repository",
        }),
      ),
    );
  }
  return findings;
}

/** The card stands at the root: links are from there. */
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

/** A model may have been found as a file: its folder counts. */
async function folderOf(path: string): Promise<string> {
  const info = await stat(path).catch(() => undefined);
  return info?.isFile() ? dirname(path) : path;
}
