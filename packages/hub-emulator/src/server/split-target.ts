import { HttpError } from "./http-error.ts";

/**
 * A request's target as the decoded parts of its path and its query. The path is taken as it was sent: a URL would resolve ".." before anyone
 * could refuse it, and "%2F" must not divide. Revisions such as refs/pr/1, which some clients send as they are, become one part.
 */
export function splitTarget(target: string): { parts: string[]; query: URLSearchParams } {
  if (!target.startsWith("/")) throw new HttpError(400, "The address does not begin with a slash");
  if (target.length > 32_768) throw new HttpError(414, "The address is too long");
  const [path = "", query = ""] = split(target, "?");
  const raw = path.slice(1).split("/");
  const parts: string[] = [];
  for (let i = 0; i < raw.length; i++) {
    const isRef = i > 2 && raw[i] === "refs" && /^(?:pr|heads|tags)$/.test(raw[i + 1] ?? "") && raw[i + 2];
    parts.push(isRef ? `refs/${raw[i + 1]}/${decode(raw[i + 2]!)}` : decode(raw[i]!));
    if (isRef) i += 2;
  }
  return { parts, query: new URLSearchParams(query) };
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new HttpError(400, "The address is not properly percent-encoded");
  }
}
