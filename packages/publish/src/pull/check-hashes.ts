import { join } from "node:path";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { readChecksums } from "../checksums/read-checksums.ts";
import { LAYOUT } from "../layout.ts";
import { PULL_PAGE } from "./docs-page.ts";
import { LINEAGE_FILE } from "./fetched.ts";
import type { PulledFile } from "./hash-files.ts";
import type { FoundManifest } from "./read-manifests.ts";

/** A file that is not what one of the repository's own lists says. */
export interface FileFault {
  path: string;
  /** The list that names it. */
  listed_in: string;
  fault: "missing" | "changed";
  expected: string;
  found?: string;
}

/** A card is text for people, and edited on the Hub's own pages. */
const CARD = /(^|\/)README\.md$/;

/** What a repository holds. */
export interface CheckedFiles {
  folder: string;
  files: readonly PulledFile[];
  /** Whether they are all that the repository has: what SHA256SUMS lists besides is missing then. */
  whole: boolean;
  /** Of the models that are wanted, whose files must all be here. */
  manifests: readonly FoundManifest[];
}

/**
 * Holds files to SHA256SUMS, where the repository has one, and to every manifest. A card that was edited since is told of alone.
 *
 * @returns what a reader should know
 * @throws TinyCatsError "checksum-mismatch" and "incomplete-model" with every `FileFault`, "invalid-checksums"; those of reading a file
 */
export async function checkHashes(checked: CheckedFiles, { signal }: { signal?: AbortSignal } = {}): Promise<string[]> {
  const files = new Map(checked.files.map((file) => [file.path, file]));
  const sums = files.has(LAYOUT.checksums) ? await readChecksums(checked.folder, signal ? { signal } : {}) : undefined;
  const listed = [
    ...[...(sums ?? [])].map(([path, sha256]) => ({
      path,
      sha256,
      optional: !checked.whole,
      list: LAYOUT.checksums as string,
    })),
    ...checked.manifests.flatMap(({ folder, manifest }) =>
      manifest.files.map(({ path, sha256, optional = false }) => ({
        path: join(folder, path).replaceAll("\\", "/"),
        sha256,
        optional,
        list: join(folder, LAYOUT.manifest).replaceAll("\\", "/"),
      })),
    ),
  ];
  const faults: FileFault[] = [];
  const notes = new Set<string>();
  for (const { path, sha256: expected, optional, list } of listed) {
    const found = files.get(path)?.sha256;
    if (found === expected || path === LINEAGE_FILE) continue;
    if (found === undefined) {
      if (!optional) faults.push({ path, listed_in: list, fault: "missing", expected });
    } else if (CARD.test(path)) notes.add(`${path} was edited after ${list} was written.`);
    else faults.push({ path, listed_in: list, fault: "changed", expected, found });
  }
  if (faults.length > 0) throw refusal(faults);
  return [
    ...notes,
    ...(sums ? [] : [`The repository has no ${LAYOUT.checksums}: its files are held to the Hub's hashes alone.`]),
    ...unlisted(sums, checked.files),
  ];
}

function unlisted(sums: ReadonlyMap<string, string> | undefined, files: readonly PulledFile[]): string[] {
  if (!sums) return [];
  const free = new Set<string>([LAYOUT.checksums, ".gitattributes", LAYOUT.card]);
  const names = files.map(({ path }) => path).filter((path) => !sums.has(path) && !free.has(path));
  if (names.length === 0) return [];
  return [`${LAYOUT.checksums} does not list ${names.slice(0, 5).join(", ")}${names.length > 5 ? ", ..." : ""}.`];
}

function refusal(faults: readonly FileFault[]): TinyCatsError {
  const changed = faults.some(({ fault }) => fault === "changed");
  const said = faults.map(({ path, listed_in, fault }) => `${path} is ${fault} (${listed_in})`).join("; ");
  return changed
    ? new TinyCatsError("checksum-mismatch", `the repository is not what its own lists say: ${said}`, {
        value: faults,
        remedy: `do not use it: it was changed after it was published. Take the revision before, or ask its owner; ${PULL_PAGE}`,
      })
    : new TinyCatsError("incomplete-model", `the repository lacks files that it lists: ${said}`, {
        value: faults,
        remedy: `take another revision, or ask its owner to publish it again; ${PULL_PAGE}`,
      });
}
