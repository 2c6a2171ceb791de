import { HubError, isHubError } from "../errors/hub-error.ts";
import type { HubOptions } from "../hub-options.ts";
import { parseRepo, type Repo, type RepoId } from "../repo-id.ts";
import { type Connection, connect } from "../request/connection.ts";
import { type Account, accountOf } from "./who-am-i.ts";

const PAGE = "https://huggingface.co/settings/tokens";
const ORG_READERS = ["read", "no_access"];

/**
 * Checks, before any work is begun, that a token can write to a repository: its role, the scopes of a fine-grained one, and that the
 * namespace is the account's own or that of its organisation. Where that can't be known, nothing is said against it.
 *
 * @param pullRequest whether only a pull request is meant, which anybody may open.
 * @returns the account; undefined where the Hub does not tell.
 * @throws HubError "unauthorized", "forbidden" with the page where that is put right; others of requests.
 */
export function checkCanWrite(
  repo: Repo,
  { pullRequest = false, ...options }: { pullRequest?: boolean } & HubOptions,
): Promise<Account | undefined> {
  return checkWriter(connect(options), parseRepo(repo), { pullRequest });
}

/** As checkCanWrite, over a connection. */
export async function checkWriter(
  connection: Connection,
  repo: RepoId,
  { pullRequest }: { pullRequest: boolean },
): Promise<Account | undefined> {
  const account = await accountOf(connection).catch((error) => {
    // A mirror need not know of accounts.
    if (isHubError(error, "hub-not-found")) return undefined;
    throw error;
  });
  if (!account) return undefined;
  const { role } = account.token;
  if (role === "read")
    throw forbidden(
      account,
      repo,
      "has the role read",
      `make one with the role write at ${PAGE}, then tiny-cats login, or set HF_TOKEN`,
    );
  if (pullRequest) return account;
  checkNamespace(account, repo);
  if (role === "fineGrained" && account.token.scopes && !isInScope(account, repo))
    throw forbidden(
      account,
      repo,
      "is fine-grained and may not write there",
      `give it write access to ${repo.name} at ${PAGE}`,
    );
  return account;
}

function checkNamespace(account: Account, repo: RepoId): void {
  const owner = ownerOf(repo);
  if (account.type !== "user" || owner === account.name.toLowerCase()) return;
  const org = account.orgs.find(({ name }) => name.toLowerCase() === owner);
  if (!org)
    throw forbidden(
      account,
      repo,
      `belongs to ${account.name}, who is not ${owner} and no member of it`,
      `upload to ${account.name}/${repo.name.split("/")[1]}, open a pull request, or use a token of ${owner}: ${PAGE}`,
    );
  if (org.role && ORG_READERS.includes(org.role))
    throw forbidden(
      account,
      repo,
      `belongs to ${account.name}, who may only read there`,
      `ask an administrator of ${org.name} for the role write`,
    );
}

function isInScope({ token }: Account, repo: RepoId): boolean {
  const { global, scoped } = token.scopes!;
  const writes = (permissions: readonly string[]) =>
    permissions.some((one) => one === "repo.write" || one === "repo.content.write");
  return (
    writes(global) ||
    scoped.some(
      ({ type, name, permissions }) =>
        writes(permissions) &&
        (type === "user" || type === "org"
          ? name.toLowerCase() === ownerOf(repo)
          : type === repo.type && name.toLowerCase() === repo.name.toLowerCase()),
    )
  );
}

function ownerOf({ name }: RepoId): string {
  return name.split("/")[0].toLowerCase();
}

function forbidden({ token }: Account, { name }: RepoId, why: string, remedy: string): HubError {
  const called = token.name === undefined ? "the token" : `the token ${JSON.stringify(token.name)}`;
  return new HubError("forbidden", `${called} can't write to ${name}: it ${why}`, {
    value: { repo: name, role: token.role },
    remedy,
  });
}
