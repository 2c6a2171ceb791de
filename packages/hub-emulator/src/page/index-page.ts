import { treeItems } from "../files/tree-item.ts";
import { canReadFiles, canSee } from "../server/access.ts";
import type { Answer } from "../server/answer.ts";
import type { Handler } from "../server/context.ts";
import { MAIN } from "../storage/refs.ts";
import type { Repository } from "../storage/repository.ts";
import { walkTree } from "../storage/walk-tree.ts";
import { escapeHtml } from "./escape-html.ts";

const MOST_FILES = 1_000;

/** GET /: repositories, tags and files as a page of text. It holds no script, no style and no link, and lets none in. */
export const indexPage: Handler = async ({ hub, user }) => {
  const seen = hub.storage.list().filter(({ record }) => canSee(user, record));
  seen.sort((a, b) => (a.record.id < b.record.id ? -1 : 1));
  const sections = await Promise.all(
    seen.map((repository) => section(repository, canReadFiles(user, repository.record))),
  );
  return page(
    [
      "<h1>tiny-cats hub emulator</h1>",
      "<p>For tests and for trying things out, not for production. Private repositories are listed to those who bring a token.</p>",
      ...(sections.length > 0 ? sections : ["<p>No repositories.</p>"]),
    ].join("\n"),
  );
};

async function section({ record, refs, objects, resolve }: Repository, showsFiles: boolean): Promise<string> {
  const head = resolve(MAIN);
  const lines: string[] = [];
  if (head && showsFiles) {
    const entries = [];
    for await (const entry of walkTree(objects, (await objects.commit(head)).tree, { recursive: true })) {
      if (objects.get(entry.id)?.type === "blob") entries.push(entry);
      if (entries.length > MOST_FILES) break;
    }
    for (const { path, size } of await treeItems(objects, entries.slice(0, MOST_FILES)))
      lines.push(`${path}  ${size} bytes`);
    if (entries.length > MOST_FILES) lines.push("and more");
  }
  const names = (record: object) => Object.keys(record).join(", ") || "none";
  const facts = `${record.type}${record.private ? ", private" : ""}${record.gated ? ", gated" : ""}`;
  return [
    `<h2>${escapeHtml(record.id)}</h2>`,
    `<p>${escapeHtml(`${facts}; branches: ${names(refs.branches)}; tags: ${names(refs.tags)}`)}</p>`,
    `<pre>${escapeHtml(lines.join("\n"))}</pre>`,
  ].join("\n");
}

function page(body: string): Answer {
  const head = '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>tiny-cats hub emulator</title>';
  return {
    status: 200,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      "Cache-Control": "no-store",
    },
    text: `${head}\n<body>\n${body}\n</body>\n</html>\n`,
  };
}
