import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkFaults } from "./check-faults.ts";
import { DEFAULT_LIMITS, type HubOptions } from "./hub-options.ts";

/** @throws TinyCatsError "invalid-hub-option" or "invalid-hub-fault". */
export function checkOptions({ dir, port = 0, users = [], limits = {}, faults = [] }: HubOptions): void {
  if (typeof dir !== "string" || dir === "") refuse("dir", dir, "give the folder that shall hold the repositories");
  if (!Number.isInteger(port) || port < 0 || port > 65_535) refuse("port", port, "give 0 to 65535");
  for (const { name, token, role } of users) {
    if (!/^[A-Za-z0-9_][\w.-]*$/.test(name))
      refuse("users", name, 'give each user a name of letters, digits, "-", "_" and "."');
    if (!/^[\x21-\x7e]+$/.test(token)) refuse("users", name, "give each user a token without spaces");
    if (!["read", "write", "fineGrained"].includes(role))
      refuse("users", role, "give each user a role: read, write or fineGrained");
  }
  if (new Set(users.map(({ token }) => token)).size < users.length) {
    refuse(
      "users",
      users.map(({ name }) => name),
      "give each user a token of its own",
    );
  }
  for (const [name, value] of Object.entries(limits)) {
    const isKnown = Object.hasOwn(DEFAULT_LIMITS, name) && Number.isSafeInteger(value) && (value as number) > 0;
    if (!isKnown) refuse(`limits.${name}`, value, `give whole numbers for ${Object.keys(DEFAULT_LIMITS).join(", ")}`);
  }
  checkFaults(faults);
}

function refuse(name: string, value: unknown, remedy: string): never {
  throw new TinyCatsError("invalid-hub-option", `the hub emulator's option "${name}" is not usable`, { value, remedy });
}
