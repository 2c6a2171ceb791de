import { code } from "../code.ts";
import { format } from "../format.ts";
import { inline } from "../inline.ts";
import { markdownTable } from "../markdown-table.ts";
import { reading } from "../reading.ts";
import { sourceLine } from "../sources.ts";
import { perPart } from "./per-part.ts";
import { NOT_MEASURED, type SectionMaker } from "./section.ts";

/** How well held-out text is foretold. */
export const language: SectionMaker = {
  id: "language",
  title: "Language modelling",
  measured: true,
  make: (facts) =>
    perPart(facts, ({ part, evaluations }) => {
      if (part.manifest.task !== "text-generation") return undefined;
      if (evaluations.length === 0) return NOT_MEASURED;
      const rows = evaluations.map(({ report, file }) => {
        const show = (key: "cross_entropy" | "perplexity" | "bits_per_byte") =>
          reading(report, `language.${key}`, report.language?.[key], format.number);
        const split = inline(report.measured.data?.split ?? "");
        return [
          split,
          format.count(report.measured.n),
          code(file.path),
          show("cross_entropy"),
          show("perplexity"),
          show("bits_per_byte"),
        ];
      });
      const table = markdownTable(["split", "n", "file", "cross-entropy (nats)", "perplexity", "bits per byte"], rows);
      return [table, ...evaluations.map(({ path, report }) => sourceLine(path, report.measured))].join("\n\n");
    }),
};
