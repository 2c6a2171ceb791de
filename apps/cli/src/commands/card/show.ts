import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseCard, renderMarkdown, yamlText } from "@tiny-cats/card";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { printOne } from "../../output/print-one.ts";
import { printable } from "../../output/printable.ts";
import { noCard } from "./no-card.ts";
import { readCardText } from "./read-card-text.ts";

/** `tiny-cats card show`: a card in the terminal, or its front matter and sections as JSON. */
export async function runCardShow(context: CommandContext): Promise<ExitCode> {
  const { io, args } = context;
  const given = resolve(io.cwd, args[0] ?? ".");
  const isFolder = await stat(given).then(
    (info) => info.isDirectory(),
    () => false,
  );
  const path = isFolder ? join(given, "README.md") : given;
  const text = await readCardText(path, io.signal);
  if (text === undefined) throw noCard(path);
  const card = parseCard(text);
  const sections = card.sections.map(({ id, untouched }) => ({ id, untouched }));
  const headings = card.headings.map(({ level, title }) => ({ level, title }));
  const data = card.frontMatter?.data ?? null;
  printOne(context, { path, front_matter: data, headings, sections, body: card.body }, (out) => {
    const { columns, style } = out;
    for (const line of data === null ? [] : yamlText(data).trimEnd().split("\n")) out.line(style.dim(printable(line)));
    out.line();
    for (const line of renderMarkdown(card.body, { columns, style })) out.line(line);
  });
  return 0;
}
