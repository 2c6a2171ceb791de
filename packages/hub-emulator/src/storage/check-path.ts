/**
 * Why a path can't be that of a file in a repository; undefined when it can. Git takes names that differ in case only, and so does this;
 * parts are of at most 255 bytes, as on most file systems.
 */
export function checkPath(path: unknown): string | undefined {
  if (typeof path !== "string" || path === "") return "a path is empty";
  if (path.startsWith("/")) return "a path is absolute";
  if (path.includes("\\")) return "a path holds a backslash";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
  if (/[\u0000-\u001f\u007f]/.test(path)) return "a path holds a control character";
  if (Buffer.from(path).toString() !== path) return "a path is not well-formed Unicode";
  if (Buffer.byteLength(path) > 4096) return "a path is longer than 4096 bytes";
  const parts = path.split("/");
  if (parts.some((part) => part === "")) return "a path holds an empty part";
  if (parts.some((part) => part === "." || part === "..")) return 'a path holds "." or ".."';
  if (parts.some((part) => part.toLowerCase() === ".git")) return 'a path holds ".git"';
  if (parts.some((part) => Buffer.byteLength(part) > 255)) return "a part of a path is longer than 255 bytes";
  return undefined;
}
