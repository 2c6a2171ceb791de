import { FilesError, safeJoin } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";

const MOST_LINES = 100_000;

/**
 * Reads what sha256sum writes: a line for each file of 64 hexadecimal digits, a space, a space or "*", and the path. Returns hashes by path.
 *
 * @throws TinyCatsError "invalid-checksums" for any other line, a path that could leave the folder, one that occurs twice, or more than 100,000
 */
export function parseChecksums(text: string): Map<string, string> {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  if (lines.length > MOST_LINES) throw invalid(`it has ${lines.length} lines, more than ${MOST_LINES}`, lines.length);
  const sums = new Map<string, string>();
  for (const [i, line] of lines.entries()) {
    const [, hash, path] = /^([0-9a-fA-F]{64}) [ *](.+)$/.exec(line.replace(/\r$/, "")) ?? [];
    if (hash === undefined) throw invalid(`line ${i + 1} is no hash and path`, line.slice(0, 200));
    checkPath(path, i + 1);
    if (sums.has(path)) throw invalid(`line ${i + 1} names ${JSON.stringify(path)} a second time`, path);
    sums.set(path, hash.toLowerCase());
  }
  return sums;
}

function checkPath(path: string, line: number): void {
  try {
    safeJoin("", path);
  } catch (error) {
    if (!(error instanceof FilesError)) throw error;
    throw invalid(`line ${line}: ${error.message}`, path.slice(0, 200));
  }
}

function invalid(why: string, value: unknown): TinyCatsError {
  return new TinyCatsError("invalid-checksums", `SHA256SUMS can't be read: ${why}`, {
    value,
    remedy: "fetch it again, or write it anew with `tiny-cats publish`; it is what `sha256sum` prints",
  });
}
