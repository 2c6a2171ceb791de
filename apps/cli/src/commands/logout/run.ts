import { rm } from "node:fs/promises";
import { writeError } from "@tiny-cats/files";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { keepSecret } from "../../hub/keep-secret.ts";
import { tokenVariable } from "../../hub/token-variable.ts";
import { formatStoredTokens } from "../../tokens/format-stored-tokens.ts";
import { readIfThere } from "../../tokens/read-if-there.ts";
import { readStoredTokens } from "../../tokens/read-stored-tokens.ts";
import { tokenFiles } from "../../tokens/token-files.ts";
import { writeSecret } from "../../tokens/write-secret.ts";

/** `tiny-cats logout`: removes the token in use, and its entry among those to switch between. */
export async function runLogout({ io, talk }: CommandContext): Promise<ExitCode> {
  const files = tokenFiles(io);
  const token = (await readIfThere(files.token))?.trim();
  if (token) {
    keepSecret(io, token);
    const stored = await readStoredTokens(files.stored);
    const own = [...stored].filter(([, fields]) => fields.get("hf_token") === token).map(([name]) => name);
    for (const name of own) stored.delete(name);
    if (own.length > 0) await writeSecret(files.stored, formatStoredTokens(stored));
    await rm(files.token, { force: true }).catch((error) => {
      throw writeError(files.token, error);
    });
    talk.note(`removed the token in ${files.token}`);
  } else talk.note("no token is stored");
  const variable = tokenVariable(io);
  if (variable) talk.note(`${variable} is set, and still used`);
  return 0;
}
