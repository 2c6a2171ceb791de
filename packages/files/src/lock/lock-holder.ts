import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { type ProcessIdentity, thisProcess } from "../process/process-identity.ts";

/** What a lock file says of who holds it. */
export interface LockHolder extends ProcessIdentity {
  /** The machine's name, for people. */
  host: string;
  /** When it was taken, ISO 8601. */
  since: string;
  /** 32 hexadecimal digits, never used twice. */
  token: string;
}

/** This process, about to take a lock. */
export function newHolder(): LockHolder {
  return {
    ...thisProcess(),
    host: hostname(),
    since: new Date().toISOString(),
    token: randomBytes(16).toString("hex"),
  };
}

/** The holder that a lock file's text names; undefined where it is none of ours or was cut short. */
export function parseHolder(text: string): LockHolder | undefined {
  try {
    const { pid, machine, started, host, since, token } = JSON.parse(text);
    const strings = [machine, started, host, since].every((part) => typeof part === "string");
    if (!strings || !Number.isSafeInteger(pid) || pid < 1 || !/^[0-9a-f]{32}$/.test(token)) return undefined;
    return { pid, machine, started, host, since, token };
  } catch {
    return undefined;
  }
}
