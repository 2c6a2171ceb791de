import type { HubUser } from "../hub-user.ts";
import { HttpError } from "./http-error.ts";

/** Whose token a request brings: none without one, 401 for one that nobody has. */
export function authenticate(authorization: string | undefined, users: readonly HubUser[]): HubUser | undefined {
  if (authorization === undefined) return undefined;
  const token = /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? basicPassword(authorization);
  const user = users.find((candidate) => candidate.token === token);
  if (!user) throw new HttpError(401, "Invalid credentials in Authorization header");
  return user;
}

/** git-lfs sends the token as a password. */
function basicPassword(authorization: string): string | undefined {
  const encoded = /^Basic (\S+)$/i.exec(authorization)?.[1];
  return encoded && Buffer.from(encoded, "base64").toString("utf8").split(":").slice(1).join(":");
}
