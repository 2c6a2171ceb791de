import { join, resolve } from "node:path";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { buildCard } from "./build-card.ts";
import { cardSource } from "./card-source.ts";
import { concludeCard } from "./conclude-card.ts";
import { readCardText } from "./read-card-text.ts";
import type { CARD_BUILD_OPTIONS } from "./spec.ts";

/** `tiny-cats card build`: writes a folder's card where there is none. */
export async function runCardBuild(context: CommandContext): Promise<ExitCode> {
  const { io, args } = context;
  const { title, out, check, "dry-run": dry } = context.options as OptionValues<typeof CARD_BUILD_OPTIONS>;
  const folder = resolve(io.cwd, args[0] ?? ".");
  const path = out === undefined ? join(folder, "README.md") : resolve(io.cwd, out);
  const before = await readCardText(path, io.signal);
  const { built, findings } = await buildCard(folder, await cardSource(context, folder), title);
  if (before !== undefined && before !== built.text && !check && !dry) {
    throw new TinyCatsError("card-exists", `there is a card at ${path} already`, {
      value: path,
      remedy: "update it with tiny-cats card update, which keeps what people wrote, or give --out <another file>",
    });
  }
  return concludeCard(context, { path, before, text: built.text, built, findings });
}
