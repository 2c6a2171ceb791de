import { randomBytes } from "node:crypto";
import { type ProcessIdentity, thisProcess } from "../process/process-identity.ts";

const PATTERN = /^\.tiny-cats-([0-9a-f]{12})-([1-9]\d{0,9})-(\d{1,20})-[0-9a-f]{16}\.tmp$/;

/** A new hidden name that tells whose file it is. */
export function temporaryName(): string {
  const { machine, pid, started } = thisProcess();
  return `.tiny-cats-${machine}-${pid}-${started}-${randomBytes(8).toString("hex")}.tmp`;
}

/** Whose file a temporary name says it is; undefined for any other name. */
export function temporaryOwner(name: string): ProcessIdentity | undefined {
  const match = PATTERN.exec(name);
  return match ? { machine: match[1], pid: Number(match[2]), started: match[3] } : undefined;
}
