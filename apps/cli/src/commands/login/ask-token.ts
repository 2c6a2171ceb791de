import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { CommandContext } from "../../command-context.ts";
import { keepSecret } from "../../hub/keep-secret.ts";
import { readHiddenLine } from "../../questions/read-hidden-line.ts";
import { readLine } from "../../questions/read-line.ts";
import { usageError } from "../../usage-error.ts";

/**
 * The token to store: typed unseen at a terminal, else the first line of standard input.
 *
 * @param option what --token was given.
 * @throws TinyCatsError "token-on-command-line", "invalid-token"; the signal's reason.
 */
export async function askToken({ io, talk }: CommandContext, option: string | undefined): Promise<string> {
  if (option !== undefined && option !== "-")
    throw usageError("token-on-command-line", "--token takes no token: command lines are seen by others and kept", {
      remedy: "make another token, for this one was shown, and give it by tiny-cats login, or --token - and a file",
    });
  const token = (await (option === undefined && io.stdin.isTTY ? ask() : readLine(io))).trim();
  keepSecret(io, token);
  checkToken(token);
  return token;

  async function ask(): Promise<string> {
    talk.prompt("Token (it is not shown): ");
    try {
      return await readHiddenLine(io);
    } finally {
      io.stderr.write("\n");
    }
  }
}

function checkToken(token: string): void {
  const why =
    token === ""
      ? "no token was given"
      : token.startsWith("api_org")
        ? "it is an organisation's token"
        : /^[\x21-\x7e]+$/.test(token)
          ? undefined
          : "what was given is no token: it has white space or another sign in it that no token has";
  if (why === undefined) return;
  throw new TinyCatsError("invalid-token", why, {
    remedy: "give an access token of your own account, from https://huggingface.co/settings/tokens",
  });
}
