/** Folders joined with "/"; "." and "" stand for the one they are in, yet a path alone is never empty. */
export function joinPath(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "" && part !== ".").join("/") || ".";
}
