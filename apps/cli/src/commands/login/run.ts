import { whoAmI } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { hubAddress } from "../../hub/hub-address.ts";
import { refuseOffline } from "../../hub/refuse-offline.ts";
import { tokenVariable } from "../../hub/token-variable.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { formatStoredTokens } from "../../tokens/format-stored-tokens.ts";
import { readStoredTokens } from "../../tokens/read-stored-tokens.ts";
import { sectionName } from "../../tokens/section-name.ts";
import { tokenFiles } from "../../tokens/token-files.ts";
import { writeSecret } from "../../tokens/write-secret.ts";
import { usageError } from "../../usage-error.ts";
import { askToken } from "./ask-token.ts";
import type { LOGIN_OPTIONS } from "./spec.ts";

/** `tiny-cats login`: tries a token and stores it as `hf auth login` does. */
export async function runLogin(context: CommandContext): Promise<ExitCode> {
  const { io, talk, options } = context;
  const values = options as OptionValues<typeof LOGIN_OPTIONS>;
  refuseOffline(io);
  if (values.hub === "local")
    throw usageError("conflicting-options", "--hub local has a token of its own and needs no login", {
      value: "local",
      remedy: "leave out login, or --hub local",
    });
  const token = await askToken(context, values.token);
  const account = await whoAmI({ ...hubAddress(context), token, signal: io.signal });
  const files = tokenFiles(io);
  const stored = await readStoredTokens(files.stored);
  const name = sectionName(account.token.name ?? `oauth-${account.name}`);
  stored.set(name, new Map([["hf_token", token]]));
  await writeSecret(files.stored, formatStoredTokens(stored));
  await writeSecret(files.token, token);
  const { role } = account.token;
  talk.note(
    `logged in as ${account.name} with the token "${name}"${role ? ` (${role})` : ""}, stored in ${files.token}`,
  );
  if (role === "read") talk.note("it may only read: uploads need one that may write");
  const variable = tokenVariable(io);
  if (variable) talk.note(`${variable} is set and comes first: unset it to use the one stored now`);
  return 0;
}
