import type { Fault } from "./fault.ts";
import type { HubUser } from "./hub-user.ts";

/** How the emulator runs. */
export interface HubOptions {
  /** Folder that holds the repositories, made where it is missing; what is in it survives restarts. One emulator at a time. */
  dir: string;
  /** Port; 0 takes a free one. 0 unless told. */
  port?: number;
  /** Address to listen at: 127.0.0.1, this machine alone, unless told. */
  host?: string;
  /** Accounts. Unless told, one: "local" with the token hf_local, which may write to "local" and to the organisation "local-org". */
  users?: readonly HubUser[];
  /** What goes wrong from the start. */
  faults?: readonly Fault[];
  /** The time in milliseconds since 1970, for dates of commits: the system's unless told. */
  clock?: () => number;
  /** Origins of web pages that may read answers (CORS), such as "http://127.0.0.1:5173"; none unless told. */
  origins?: readonly string[];
  /** Host name in the addresses that downloads of large files are redirected to: the one asked for unless told. */
  cdnHost?: string;
  limits?: Partial<HubLimits>;
}

/** Sizes the real Hub fixes, to be made small in tests. Bytes, unless their names say otherwise. */
export interface HubLimits {
  /** Files longer than this are large objects: 10 MiB. */
  regularFile: number;
  /** Objects longer than this are sent in parts: 32 MiB. */
  multipart: number;
  /** A part: 16 MiB. */
  part: number;
  /** A large object at most: 50 GiB. */
  object: number;
  /** A request's JSON body at most: 32 MiB. */
  jsonBody: number;
  /** A commit's body at most: 2 GiB. */
  commitBody: number;
  /** Entries of a folder or a list of repositories on one page: 1,000. */
  pageEntries: number;
  /** Seconds for which an address of a download or an upload holds: 3,600. */
  signatureSeconds: number;
}

export const DEFAULT_LIMITS: HubLimits = {
  regularFile: 10 << 20,
  multipart: 32 << 20,
  part: 16 << 20,
  object: 50 * 2 ** 30,
  jsonBody: 32 << 20,
  commitBody: 2 * 2 ** 30,
  pageEntries: 1_000,
  signatureSeconds: 3_600,
};

export const DEFAULT_USERS: readonly HubUser[] = [
  { name: "local", token: "hf_local", role: "write", orgs: ["local-org"] },
];
