/** A file's path as it stands in an address: all but the slashes percent-encoded. */
export function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
