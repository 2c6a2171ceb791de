import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { compareSums } from "../../checksums/compare-sums.ts";
import { plainFile } from "../../checksums/plain-file.ts";
import { readChecksums } from "../../checksums/read-checksums.ts";
import { LAYOUT } from "../../layout.ts";
import type { PublishedFolder } from "./open-folder.ts";

/** Holds files to SHA256SUMS, as sha256sum -c does; nothing where there is no such file. Throws the signal's reason. */
export async function checkSums(
  { root, entries }: PublishedFolder,
  {
    mayLack,
    hash,
    signal,
  }: { mayLack(path: string): boolean; hash(file: string): Promise<string>; signal?: AbortSignal },
): Promise<{ faults: string[]; lacking: string[]; total: number }> {
  if (!entries.some(({ path }) => path === LAYOUT.checksums)) return { faults: [], lacking: [], total: 0 };
  try {
    const sums = await readChecksums(root, signal ? { signal } : {});
    const { same, changed, missing } = await compareSums(sums, async (path) => {
      const file = await plainFile(root, path);
      return file && hash(file);
    });
    const lacking = missing.filter(mayLack);
    const faults = [
      ...changed.map(({ path }) => `${path} has another hash than ${LAYOUT.checksums} says`),
      ...missing.filter((path) => !mayLack(path)).map((path) => `${path} of ${LAYOUT.checksums} is missing`),
    ];
    return { faults, lacking, total: same.length + changed.length + missing.length };
  } catch (error) {
    if (!isTinyCatsError(error)) throw error;
    return { faults: [error.message], lacking: [], total: 0 };
  }
}
