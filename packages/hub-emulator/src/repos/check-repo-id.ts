import { HttpError } from "../server/http-error.ts";

const RESERVED = new Set(["api", "cdn", "lfs", "models", "datasets", "spaces", "staging", "trash"]);

/** Refuses (400) what can't be the id of a repository, by the Hub's rules for names. */
export function checkRepoId(id: string): void {
  const parts = id.split("/");
  const fits = parts.length === 2 && parts.every((part) => isName(part)) && !RESERVED.has(parts[0]!.toLowerCase());
  if (fits && !/\.git$/i.test(id)) return;
  throw new HttpError(
    400,
    `Invalid repository name "${id.slice(0, 200)}": use letters, digits, "-", "_" and ".", at most 96; "-" and "." neither begin nor end it, and "--" and ".." are not in it`,
  );
}

function isName(name: string): boolean {
  return /^[A-Za-z0-9_](?:[\w.-]{0,94}[A-Za-z0-9_])?$/.test(name) && !name.includes("--") && !name.includes("..");
}
