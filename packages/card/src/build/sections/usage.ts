import { fingerprint } from "../../fingerprint.ts";
import { fillSnippet } from "../../snippets/fill-snippet.ts";
import { SNIPPETS } from "../../snippets/registry.ts";
import { TESTED } from "../../snippets/tested.ts";
import { joinPath } from "../join-path.ts";
import { perPart } from "./per-part.ts";
import type { SectionMaker } from "./section.ts";

/** Code that runs as it stands, each piece out of the registry of those that a test has run. */
export const usage: SectionMaker = {
  id: "usage",
  title: "Usage",
  make: (facts) =>
    perPart(facts, ({ part }) => {
      const { files, repo } = facts.input;
      const paths = new Set(files.map(({ path }) => path));
      const has = (path: string) => paths.has(joinPath(part.folder, path));
      const texts = SNIPPETS.flatMap(({ id, about, language, template, values }) => {
        if (TESTED[id] !== fingerprint(template)) return [];
        const filled = values({ part, has, files, repo });
        const code = filled && fillSnippet(template, filled);
        return code === undefined ? [] : [`${about}\n\n\`\`\`${language}\n${code}\n\`\`\``];
      });
      return texts.length === 0 ? "No code that was tested applies to these files." : texts.join("\n\n");
    }),
};
