import { resolve } from "node:path";
import { ifThere, writeFileAtomic } from "@tiny-cats/files";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { usageError } from "../../usage-error.ts";
import { loadApi } from "./find-api.ts";

/** Nobody but its owner reads a file of keys that is new. */
const PRIVATE = 0o600;

/** `serve --new-key`: prints a key, which is kept nowhere, and puts its hash into the keys file. */
export async function newKey(
  { io, out, talk }: CommandContext,
  id: string,
  keys: string | undefined,
): Promise<ExitCode> {
  if (keys === undefined) {
    throw usageError("missing-argument", "--new-key has no file to put the key's hash into", {
      value: id,
      remedy: "give --keys <file>; it is made where it is not there",
    });
  }
  const { createKey, readKeys } = await loadApi(io.cwd);
  const file = resolve(io.cwd, keys);
  const before = await ifThere(readKeys(file, { signal: io.signal }));
  if (before?.some((entry) => entry.id === id)) {
    throw usageError("invalid-option-value", `${keys} has a key of ${id} already`, {
      value: id,
      remedy: "take its entry out of the file first, or give another id",
    });
  }
  const { key, entry } = createKey(id);
  const text = `${JSON.stringify([...(before ?? []), entry], null, 2)}\n`;
  await writeFileAtomic(file, text, before ? {} : { mode: PRIVATE });
  out.line(key);
  talk.note(`the key of ${id}: it is shown this once; a server that runs reads ${keys} again on SIGHUP`);
  return 0;
}
