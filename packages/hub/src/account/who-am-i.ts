import { whoAmI as ask } from "@huggingface/hub";
import { badAnswer } from "../errors/bad-answer.ts";
import { HubError } from "../errors/hub-error.ts";
import type { HubOptions } from "../hub-options.ts";
import { type Connection, connect } from "../request/connection.ts";
import { libraryFault } from "../request/library-fault.ts";
import { throughLibrary } from "../request/through-library.ts";

/** Whom a token belongs to, and what it may do. */
export interface Account {
  name: string;
  type: "user" | "org" | "app";
  fullname: string | undefined;
  email: string | undefined;
  /** Organisations, with the account's role in each where the Hub tells it. */
  orgs: { name: string; role: string | undefined }[];
  token: {
    /** What its owner called it. */
    name: string | undefined;
    /** "read", "write" or "fineGrained"; undefined of a token that is none of a user's. */
    role: string | undefined;
    /** What a fine-grained token may do: all over, and in single places. */
    scopes: { global: string[]; scoped: TokenScope[] } | undefined;
  };
}

export interface TokenScope {
  /** "user", "org", "model", "dataset" or "space". */
  type: string;
  /** Of the owner, or "owner/name". */
  name: string;
  /** Such as "repo.write". */
  permissions: string[];
}

/**
 * Asks whom the token belongs to.
 *
 * @throws HubError "unauthorized" without a token, or where it is not accepted; others of requests.
 */
export function whoAmI(options: HubOptions): Promise<Account> {
  return accountOf(connect(options));
}

/** As whoAmI, over a connection. */
export async function accountOf(connection: Connection): Promise<Account> {
  if (connection.token === undefined)
    throw new HubError("unauthorized", "this needs a token", {
      remedy: "make one at https://huggingface.co/settings/tokens, then tiny-cats login, or set HF_TOKEN",
    });
  const said = await ask(throughLibrary(connection)).catch((error) => {
    throw libraryFault(error, "it names no account");
  });
  const { name, type, fullname, email, orgs, auth } = record(said);
  if (typeof name !== "string") throw badAnswer("it names no account");
  const token = record(record(auth).accessToken);
  return {
    name,
    type: type === "org" || type === "app" ? type : "user",
    fullname: text(fullname),
    email: text(email),
    orgs: records(orgs).map((org) => ({ name: String(org.name), role: text(org.roleInOrg) })),
    token: { name: text(token.displayName), role: text(token.role), scopes: scopesOf(token.fineGrained) },
  };
}

function scopesOf(said: unknown): Account["token"]["scopes"] {
  const { global, scoped } = record(said);
  if (!Array.isArray(scoped)) return undefined;
  return {
    global: strings(global),
    scoped: records(scoped).map(({ entity, permissions }) => ({
      type: String(record(entity).type),
      name: String(record(entity).name),
      permissions: strings(permissions),
    })),
  };
}

type Fields = Record<string, unknown>;

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function record(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function records(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(record) : [];
}
