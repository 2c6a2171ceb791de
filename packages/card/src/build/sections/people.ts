import { inline } from "../inline.ts";
import { link } from "../link.ts";
import { markdownTable } from "../markdown-table.ts";
import { type SectionMaker, UNFILLED } from "./section.ts";

const written = (id: "intended-use" | "limits" | "bias", title: string): SectionMaker => ({
  id,
  title,
  make: ({ input }) => input.notes?.sections?.[id] ?? UNFILLED,
});

/** What only people know; "Not stated yet." until they have said it, which validation refuses. */
export const intendedUse: SectionMaker = written("intended-use", "Intended use");
export const limits: SectionMaker = written("limits", "Limits");
export const bias: SectionMaker = written("bias", "Bias");

/** Licences of the models, of what they began with and of what they were trained on. */
export const licence: SectionMaker = {
  id: "licence",
  title: "Licence and attribution",
  make({ input, parts }) {
    const rows = parts.flatMap(({ part: { manifest } }) => {
      const { parent, datasets = [] } = manifest.provenance ?? {};
      const sources = [...(parent ? [parent] : []), ...datasets];
      return [
        [inline(manifest.name), "these files", manifest.license],
        ...sources.map(({ name, license }) => [inline(name), "what they are made from", license ?? "not stated"]),
      ];
    });
    const unique = rows.filter((row, i) => rows.findIndex((other) => other.join("\n") === row.join("\n")) === i);
    const papers = input.files.filter(({ path }) => /^(?:.*\/)?(?:NOTICE|LICEN[CS]E)(?:\.(?:txt|md))?$/i.test(path));
    const links = papers.length === 0 ? undefined : `See ${papers.map(({ path }) => link(path)).join(", ")}.`;
    return [markdownTable(["work", "part", "licence"], unique), links, input.notes?.sections?.licence]
      .filter(Boolean)
      .join("\n\n");
  },
};

/** How to cite, where people have said so. */
export const citation: SectionMaker = {
  id: "citation",
  title: "Citation",
  make: ({ input }) => input.notes?.sections?.citation ?? "None is asked for.",
};
