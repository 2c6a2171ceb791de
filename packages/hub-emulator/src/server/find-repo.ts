import type { RepoType } from "../storage/repo-record.ts";
import type { Repository } from "../storage/repository.ts";
import { canReadFiles, canSee, canWrite } from "./access.ts";
import type { Context } from "./context.ts";
import { HttpError } from "./http-error.ts";

/** What a handler is going to do: look at a repository, read its files, propose a change, write. */
export type Intent = "see" | "read" | "propose" | "write";

/** The repository of a route, when the request may do that with it; else the Hub's 401, 403 or 404. */
export function findRepo(context: Context, intent: Intent): Repository {
  const { types, ns, name } = context.params;
  return requireRepo(context, toType(types), `${ns}/${name}`, intent);
}

/** The same for a repository named in a body. */
export function requireRepo(context: Context, type: RepoType, id: string, intent: Intent): Repository {
  const { hub, user } = context;
  const repository = hub.storage.get(type, id);
  if (!repository || !canSee(user, repository.record)) throw notFound(context);
  const { record } = repository;
  if (intent === "read" && !canReadFiles(user, record)) throw gated(context, record.id);
  if (intent === "see" || intent === "read") return repository;

  if (!user) throw new HttpError(401, "Invalid username or password.");
  if (user.role === "read") {
    throw new HttpError(403, "Forbidden: you must use a write token to upload to a repository.");
  }
  if (canWrite(user, record.id) || (intent === "propose" && user.role === "write")) return repository;
  const hint = user.role === "write" ? ', pass "create_pr=1" as a query parameter to create a Pull Request' : "";
  throw new HttpError(403, `Forbidden: this token has no right to write to "${record.id}"${hint}.`);
}

/** "models" of a path as "model"; without one it is a model. */
export function toType(types: string | undefined): RepoType {
  return types === "datasets" ? "dataset" : types === "spaces" ? "space" : "model";
}

function notFound({ user }: Context): HttpError {
  // The Hub does not tell strangers whether a repository is missing or private.
  return user
    ? new HttpError(404, "Repository not found", { errorCode: "RepoNotFound" })
    : new HttpError(401, "Invalid username or password.", { errorCode: "RepoNotFound" });
}

function gated({ user, base }: Context, id: string): HttpError {
  const message = user
    ? `Access to ${id} is restricted and you are not in the authorized list. Visit ${base}/${id} to ask for access.`
    : `Access to ${id} is restricted. You must have access to it and be authenticated to access it. Please log in.`;
  return new HttpError(user ? 403 : 401, message, { errorCode: "GatedRepo" });
}
