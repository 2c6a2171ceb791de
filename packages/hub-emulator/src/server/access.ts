import type { HubScope, HubUser } from "../hub-user.ts";
import type { RepoRecord } from "../storage/repo-record.ts";

type Permission = HubScope["permissions"][number];

/** Whether an account belongs to a namespace: its own name or one of its organisations. */
export function isMember(user: HubUser | undefined, namespace: string): boolean {
  return user !== undefined && (user.name === namespace || (user.orgs ?? []).includes(namespace));
}

/** Whether a request may see that a repository exists. */
export function canSee(user: HubUser | undefined, record: RepoRecord): boolean {
  return !record.private || canReadAsMember(user, record);
}

/** Whether a request may read a repository's files. */
export function canReadFiles(user: HubUser | undefined, record: RepoRecord): boolean {
  if (!canSee(user, record)) return false;
  if (!record.gated) return true;
  return canReadAsMember(user, record) || (user?.gatedAccess ?? []).includes(record.id);
}

/** Whether a token may write to "namespace/name". */
export function canWrite(user: HubUser | undefined, id: string): boolean {
  if (!user || !isMember(user, id.split("/")[0]!)) return false;
  return user.role === "fineGrained" ? hasScope(user, id, ["repo.write"]) : user.role === "write";
}

function canReadAsMember(user: HubUser | undefined, { id }: RepoRecord): boolean {
  if (!user || !isMember(user, id.split("/")[0]!)) return false;
  return user.role !== "fineGrained" || hasScope(user, id, ["repo.content.read", "repo.write"]);
}

function hasScope(user: HubUser, id: string, wanted: Permission[]): boolean {
  return (user.scopes ?? []).some(
    ({ entity, permissions }) =>
      (entity === id || entity === id.split("/")[0]) && permissions.some((permission) => wanted.includes(permission)),
  );
}
