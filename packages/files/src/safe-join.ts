import { join } from "node:path";
import { FilesError } from "./errors.ts";

/** Names that are devices on Windows, with any extension ("Naming Files, Paths, and Namespaces", Microsoft). */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;

/**
 * The path of `relative` below `root`. `relative` comes from elsewhere (an archive, a manifest, the Hub) and has "/" between its parts.
 * What could leave the folder, or means something else on another system, is refused. Links inside the folder are not looked at.
 *
 * @throws FilesError "unsafe-path".
 */
export function safeJoin(root: string, relative: string): string {
  const fault = findFault(relative);
  if (!fault) return join(root, ...relative.split("/"));
  throw new FilesError(
    "unsafe-path",
    `${JSON.stringify(String(relative).slice(0, 200))} is no path below a folder: ${fault}`,
    {
      value: relative,
      remedy: 'use a relative path with "/" between its parts; if it came from a download, do not trust that download',
    },
  );
}

function findFault(relative: unknown): string | undefined {
  if (typeof relative !== "string" || relative === "") return "it is empty";
  if (relative.startsWith("/")) return "it is absolute";
  if (relative.includes("\\")) return "it holds a backslash";
  if (relative.includes(":")) return "it holds a colon";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
  if (/[\u0000-\u001f\u007f]/.test(relative)) return "it holds a control character";
  const parts = relative.split("/");
  if (parts.some((part) => part === "")) return "one of its parts is empty";
  if (parts.some((part) => part === "." || part === "..")) return 'it holds "." or ".."';
  if (parts.some((part) => /[. ]$/.test(part))) return "one of its parts ends with a dot or a space";
  const reserved = parts.find((part) => RESERVED.test(part));
  return reserved && `"${reserved}" is a device on Windows`;
}
