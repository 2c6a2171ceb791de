/** How files compare to a list of their hashes. */
export interface ComparedSums {
  /** Files that are as they are listed. */
  same: string[];
  /** Files with another hash, and which. */
  changed: { path: string; expected: string; actual: string }[];
  missing: string[];
}

/** Holds files to a list of their hashes; `hashOf` gives undefined for one that is not there. */
export async function compareSums(
  listed: Iterable<readonly [path: string, sha256: string]>,
  hashOf: (path: string) => Promise<string | undefined>,
): Promise<ComparedSums> {
  const found: ComparedSums = { same: [], changed: [], missing: [] };
  for (const [path, expected] of listed) {
    const actual = await hashOf(path);
    if (actual === undefined) found.missing.push(path);
    else if (actual === expected) found.same.push(path);
    else found.changed.push({ path, expected, actual });
  }
  return found;
}
