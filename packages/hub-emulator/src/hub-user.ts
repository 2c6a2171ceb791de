/** What a fine-grained token may do with the repositories of one account, or with one repository. */
export interface HubScope {
  /** A user's or organisation's name, or "owner/name". */
  entity: string;
  permissions: ("repo.content.read" | "repo.write")[];
}

/** An account that the emulator knows, with its one token. */
export interface HubUser {
  /** Name, and the namespace that belongs to it. */
  name: string;
  /** What it authenticates with; real clients want it to begin with "hf_". */
  token: string;
  role: "read" | "write" | "fineGrained";
  /** Organisations whose repositories it may read and, with a token that may write, write. */
  orgs?: string[];
  /** What a fine-grained token may do; nothing but reading what is public unless told. */
  scopes?: HubScope[];
  /** Gated repositories of others that it was let into, as "owner/name". */
  gatedAccess?: string[];
}
