import { whoAmI } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { hubAccess } from "../../hub/hub-access.ts";
import { printOne } from "../../output/print-one.ts";
import { table } from "../../output/table.ts";

/** `tiny-cats whoami`: the account, its organisations, and the token's role and place. */
export async function runWhoami(context: CommandContext): Promise<ExitCode> {
  const access = await hubAccess(context);
  const { name, type, fullname, orgs, token } = await whoAmI(access);
  const value = {
    name,
    type,
    fullname: fullname ?? null,
    orgs: orgs.map((org) => ({ name: org.name, role: org.role ?? null })),
    token: { name: token.name ?? null, role: token.role ?? null, from: access.place },
    endpoint: access.endpoint,
  };
  printOne(context, value, (out) => {
    const role = (one: { name: string; role?: string | undefined }) =>
      one.role === undefined ? one.name : `${one.name} (${one.role})`;
    const rows = [
      ["name", fullname && fullname !== name ? `${name} (${fullname})` : name],
      ["orgs", orgs.length > 0 ? orgs.map(role).join(", ") : "none"],
      ["token", `${role({ name: token.name ?? "without a name", role: token.role })}, from ${access.place}`],
      ["hub", access.endpoint],
    ];
    for (const line of table(rows)) out.line(line);
  });
  return 0;
}
