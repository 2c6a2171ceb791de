import { join, resolve } from "node:path";
import { type Changes, parseCard, updateCard } from "@tiny-cats/card";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { buildCard } from "./build-card.ts";
import { cardSource } from "./card-source.ts";
import { concludeCard } from "./conclude-card.ts";
import { noCard } from "./no-card.ts";
import { readCardText } from "./read-card-text.ts";
import type { CARD_UPDATE_OPTIONS } from "./spec.ts";

/** `tiny-cats card update`: generates a card's sections anew and keeps what people wrote. */
export async function runCardUpdate(context: CommandContext): Promise<ExitCode> {
  const { io, args } = context;
  const { out } = context.options as OptionValues<typeof CARD_UPDATE_OPTIONS>;
  const folder = resolve(io.cwd, args[0] ?? ".");
  const source = join(folder, "README.md");
  const old = await readCardText(source, io.signal);
  if (old === undefined) throw noCard(source);
  const { record, frontMatter: front } = parseCard(old);
  const from = await cardSource(context, folder, record);
  // A data set's title stands in its front matter too: it stays what it was built with.
  const title = from.kind === "dataset" ? front?.data.pretty_name : undefined;
  const { built, findings } = await buildCard(folder, from, typeof title === "string" ? title : undefined);
  const { text, sections, frontMatter } = updateCard(old, built);
  const path = out === undefined ? source : resolve(io.cwd, out);
  const before = path === source ? old : await readCardText(path, io.signal);
  const print = (printer: Printer) => {
    tell(printer, "section", sections);
    tell(printer, "key", frontMatter);
  };
  return concludeCard(context, {
    path,
    before,
    text,
    built,
    findings,
    more: { sections, front_matter: frontMatter },
    print,
  });
}

function tell(out: Printer, what: string, changes: Changes): void {
  for (const [state, names] of Object.entries(changes) as [string, string[]][]) {
    for (const name of names) out.line(`  ${what} ${printable(name)}: ${state === "kept" ? "left as it is" : state}`);
  }
}
