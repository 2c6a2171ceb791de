import { stat } from "node:fs/promises";
import { join } from "node:path";
import { readTextBounded, safeJoin, sha256File } from "@tiny-cats/files";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { LAYOUT } from "../../layout.ts";
import type { PublishedFolder } from "./open-folder.ts";

const LARGEST = 2 ** 22;
const LINE = /^([0-9a-f]{64}) [ *](.+)$/;

/** Holds files to SHA256SUMS, as sha256sum -c does; nothing where there is no such file. Throws the signal's reason. */
export async function checkSums(
  { root, entries }: PublishedFolder,
  { mayLack, signal }: { mayLack(path: string): boolean; signal?: AbortSignal },
): Promise<{ faults: string[]; lacking: string[]; total: number }> {
  const faults: string[] = [];
  const lacking: string[] = [];
  if (!entries.some(({ path }) => path === LAYOUT.checksums)) return { faults, lacking, total: 0 };
  const stop = signal ? { signal } : {};
  const seen = new Set<string>();
  try {
    const text = await readTextBounded(join(root, LAYOUT.checksums), { maxBytes: LARGEST, ...stop });
    const lines = text.split(/\r?\n/).filter((line) => line !== "");
    for (const [i, line] of lines.entries()) {
      const [, sha256, path] = LINE.exec(line) ?? [];
      if (path === undefined) {
        faults.push(`line ${i + 1} of ${LAYOUT.checksums} is no hash and path`);
        continue;
      }
      if (seen.has(path)) {
        faults.push(`${path} stands in ${LAYOUT.checksums} twice`);
        continue;
      }
      seen.add(path);
      const whole = safeJoin(root, path);
      const info = await stat(whole).catch(() => undefined);
      if (!info && mayLack(path)) lacking.push(path);
      else if (!info?.isFile()) faults.push(`${path} of ${LAYOUT.checksums} is missing`);
      else if ((await sha256File(whole, stop)) !== sha256)
        faults.push(`${path} has another hash than ${LAYOUT.checksums} says`);
    }
    return { faults, lacking, total: lines.length };
  } catch (error) {
    if (!isTinyCatsError(error)) throw error;
    return { faults: [...faults, `${LAYOUT.checksums} can't be used: ${error.message}`], lacking, total: 0 };
  }
}
