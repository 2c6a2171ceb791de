import { randomBytes } from "node:crypto";
import { join } from "node:path";

/** A new name in a folder for what is moved to its place when it is whole; other clients pass it over. */
export function hiddenFile(folder: string): string {
  return join(folder, `.${randomBytes(8).toString("hex")}.tmp`);
}

/** Whether a file's name is one of these, which a process that was killed leaves. */
export function isHidden(name: string): boolean {
  return /^\.[0-9a-f]{16}\.tmp$/.test(name);
}
