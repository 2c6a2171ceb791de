/** A path as file systems see it that take upper and lower case, and the ways to compose a letter, for the same. */
export function foldedPath(path: string): string {
  return path.normalize("NFC").toLowerCase();
}
