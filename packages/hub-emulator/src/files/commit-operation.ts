import { parseJsonObject } from "../server/body.ts";
import { countField, oidField, optionalText, textField } from "../server/fields.ts";
import { HttpError } from "../server/http-error.ts";
import { checkPath } from "../storage/check-path.ts";
import { decodeBase64 } from "./decode-base64.ts";

/** One line of a commit's body. */
export type CommitOperation =
  | { key: "header"; summary: string; description: string; parentCommit: string | undefined }
  | { key: "file"; path: string; content: Buffer }
  | { key: "lfsFile"; path: string; lfs: { oid: string; size: number | undefined } }
  | { key: "deletedFile" | "deletedFolder"; path: string };

/** Reads one line; what is wrong with it is refused (400). */
export function parseOperation(line: string): CommitOperation {
  const { key, value } = parseJsonObject(line);
  if (typeof value !== "object" || value === null) throw new HttpError(400, '"value" must be an object');
  const body = value as Record<string, unknown>;
  if (key === "header") {
    return {
      key,
      summary: textField(body, "summary"),
      description: optionalText(body, "description") ?? "",
      parentCommit: optionalText(body, "parentCommit") || undefined,
    };
  }
  if (key !== "file" && key !== "lfsFile" && key !== "deletedFile" && key !== "deletedFolder") {
    throw new HttpError(400, `Unknown operation ${JSON.stringify(key)?.slice(0, 100)}`);
  }
  const path = readPath(body, key);
  if (key === "file") {
    const encoding = optionalText(body, "encoding") ?? "utf-8";
    if (encoding !== "base64" && encoding !== "utf-8")
      throw new HttpError(400, '"encoding" must be "base64" or "utf-8"');
    const content =
      encoding === "base64" ? decodeBase64(body.content) : Buffer.from(optionalText(body, "content") ?? "");
    return { key, path, content };
  }
  if (key === "lfsFile") {
    if ((optionalText(body, "algo") ?? "sha256") !== "sha256") throw new HttpError(400, '"algo" must be "sha256"');
    const size = body.size === undefined || body.size === null ? undefined : countField(body, "size");
    return { key, path, lfs: { oid: oidField(body), size } };
  }
  return { key, path };
}

function readPath(body: Record<string, unknown>, key: string): string {
  const given = textField(body, "path");
  // A folder's path may end with a slash, as the Python client writes it.
  const path = key === "deletedFolder" ? given.replace(/\/$/, "") : given;
  const fault = checkPath(path);
  if (fault) throw new HttpError(400, `Invalid path ${JSON.stringify(path.slice(0, 200))}: ${fault}`);
  return path;
}
