import { HttpError } from "../server/http-error.ts";

/** Refuses (400) what git would not take as the name of a branch or tag (git-check-ref-format), and the Hub's own names. */
export function checkRefName(name: string): void {
  const isBad =
    name === "" ||
    name === "@" ||
    name === "HEAD" ||
    Buffer.byteLength(name) > 255 ||
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
    /[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|^[/-]|[/.]$|^refs\//.test(name) ||
    name.split("/").some((part) => part.startsWith(".") || part.endsWith(".lock")) ||
    /^[0-9a-f]{40}$/.test(name);
  if (isBad) throw new HttpError(400, `Invalid reference name ${JSON.stringify(name.slice(0, 200))}`);
}
