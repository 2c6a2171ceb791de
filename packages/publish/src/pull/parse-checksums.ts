import { TinyCatsError } from "@tiny-cats/schema/errors";

const LINE = /^([0-9a-f]{64}) [ *](.+)$/;

/**
 * The hashes of a SHA256SUMS by path, as sha256sum writes them. Names with line breaks or backslashes, which it marks with a backslash, are
 * refused: no repository of ours holds any.
 *
 * @throws TinyCatsError "invalid-checksums"
 */
export function parseChecksums(text: string): Map<string, string> {
  const sums = new Map<string, string>();
  text.split(/\r?\n/).forEach((line, i) => {
    if (line === "") return;
    const [, sha256, path] = LINE.exec(line) ?? [];
    if (sha256 === undefined) throw invalid(`line ${i + 1} is no hash and name`, line);
    if (sums.has(path)) throw invalid(`line ${i + 1} names a file for the second time`, line);
    sums.set(path, sha256);
  });
  return sums;
}

function invalid(what: string, line: string): TinyCatsError {
  return new TinyCatsError("invalid-checksums", `SHA256SUMS can't be read: ${what}`, {
    value: line.slice(0, 200),
    remedy: "ask the repository's owner to publish it again; tiny-cats download fetches files without looking at it",
  });
}
