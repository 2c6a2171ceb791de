import { fingerprint } from "../fingerprint.ts";
import type { Card } from "../parse/parse-card.ts";
import { matchesSnippet } from "../snippets/matches-snippet.ts";
import { SNIPPETS } from "../snippets/registry.ts";
import { TESTED } from "../snippets/tested.ts";
import type { Finding } from "./finding.ts";

/** Code that was run by a test. */
export interface TestedCode {
  /** Without its fences. */
  code: string;
}

/** Languages that a reader would run; the value is what the registry calls them. */
const RUNNABLE: Readonly<Record<string, string>> = {
  js: "js",
  javascript: "js",
  mjs: "js",
  jsx: "js",
  ts: "js",
  typescript: "js",
  py: "python",
  python: "python",
  python3: "python",
};

/** Code in a card that no test ran: neither the registry's, as it stands there, nor named as tested. */
export function checkSnippets({ blocks, text }: Card, tested: readonly TestedCode[]): Finding[] {
  const known = new Set(tested.map(({ code }) => fingerprint(code)));
  return blocks.flatMap(({ language, code, start }) => {
    const kind = Object.hasOwn(RUNNABLE, language) ? RUNNABLE[language] : undefined;
    if (!kind || known.has(fingerprint(code))) return [];
    const ran = SNIPPETS.some(
      (snippet) =>
        snippet.language === kind &&
        TESTED[snippet.id] === fingerprint(snippet.template) &&
        matchesSnippet(snippet.template, code),
    );
    if (ran) return [];
    const line = text.slice(0, start).split("\n").length;
    return [
      {
        code: "untested-snippet",
        severity: "error" as const,
        path: `line ${line}`,
        message: `the ${language} code in line ${line} is none that a test has run`,
        remedy: "use the snippets that a card is built with, or run yours in a test and hand it over as tested",
      },
    ];
  });
}
