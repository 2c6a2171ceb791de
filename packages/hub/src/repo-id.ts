import { HubError } from "./errors/hub-error.ts";

export type RepoType = "model" | "dataset" | "space";

/** A repository by type and name. */
export interface RepoId {
  type: RepoType;
  /** "owner/name". */
  name: string;
}

/** "owner/name" of a model, "datasets/owner/name", "spaces/owner/name", or both parts apart. */
export type Repo = string | RepoId;

const PREFIXES: Record<string, RepoType> = { models: "model", datasets: "dataset", spaces: "space" };

/**
 * The repository that is meant. Names follow the Hub's rules: letters, digits, "-", "_", "." ; 96 characters at most; no "--" or "..";
 * neither "-" nor "." at an end.
 *
 * @throws HubError "invalid-repo".
 */
export function parseRepo(repo: Repo): RepoId {
  const { type, name } = typeof repo === "string" ? fromText(repo) : repo;
  const parts = typeof name === "string" ? name.split("/") : [];
  if (Object.values(PREFIXES).includes(type) && parts.length === 2 && parts.every(isName)) return { type, name };
  throw new HubError(
    "invalid-repo",
    `${JSON.stringify(typeof repo === "string" ? repo.slice(0, 200) : repo)} is no repository's name`,
    {
      value: repo,
      remedy:
        "write owner/name, datasets/owner/name or spaces/owner/name, of letters, digits and - _ . (96 characters at most)",
    },
  );
}

/** The repository's part of the API's addresses, such as "models/owner/name". */
export function apiPath({ type, name }: RepoId): string {
  return `${type}s/${name}`;
}

/** The repository's part of the Hub's pages and files, such as "owner/name" or "datasets/owner/name". */
export function pagePath({ type, name }: RepoId): string {
  return type === "model" ? name : `${type}s/${name}`;
}

function fromText(text: string): RepoId {
  const [first, ...rest] = text.split("/");
  return rest.length === 2 && Object.hasOwn(PREFIXES, first)
    ? { type: PREFIXES[first], name: rest.join("/") }
    : { type: "model", name: text };
}

function isName(part: string): boolean {
  return /^\w(?:[\w.-]{0,94}\w)?$/.test(part) && !/--|\.\./.test(part);
}
