import type { GenerationMetadata } from "@tiny-cats/schema";
import type { HeldReport } from "../facts.ts";
import { format } from "../format.ts";
import { inline } from "../inline.ts";
import { link } from "../link.ts";
import { markdownTable } from "../markdown-table.ts";
import type { CardFile } from "../model-card-input.ts";
import { perPart } from "./per-part.ts";
import { samplerText } from "./sampler-text.ts";
import type { SectionMaker } from "./section.ts";

const SHOWN = 24;

/** Drawings with what it takes to draw them again; those whose bytes are not what the metadata says are left out. */
export const samples: SectionMaker = {
  id: "samples",
  title: "Samples",
  measured: true,
  make: (facts) =>
    perPart(facts, ({ part, samples: sets }) => {
      if (!part.manifest.generation) return undefined;
      const texts = sets.map((set) => drawings(set, facts.input.files)).filter(Boolean);
      return texts.length === 0 ? "None in this repository." : texts.join("\n\n");
    }),
};

function drawings({ path, report }: HeldReport<GenerationMetadata>, files: readonly CardFile[]): string {
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "";
  const here = report.files.filter(({ file, sha256 }) =>
    files.some((found) => found.path === folder + file && found.sha256 === sha256),
  );
  if (here.length === 0) return "";
  const names = new Map(report.breeds_generated.map(({ breed_idx, breed_name }) => [breed_idx, breed_name]));
  const rows = here
    .slice(0, SHOWN)
    .map(({ file, breed_idx, seed, index }) => [
      `!${link(folder + file, names.get(breed_idx) ?? file)}`,
      inline(names.get(breed_idx) ?? String(breed_idx)),
      String(seed),
      String(index),
    ]);
  const more = here.length > SHOWN ? ` ${format.count(here.length - SHOWN)} more lie beside them.` : "";
  const lost = report.files.length - here.length;
  const absent =
    lost === 0 ? "" : ` ${format.count(lost)} that the metadata lists ${lost === 1 ? "is" : "are"} not here as drawn.`;
  const table = markdownTable(["drawing", "class", "seed", "number"], rows);
  return `${table}\n\nDrawn with ${samplerText(report.sampler)}, on ${inline(report.runtime)}.${more}${absent} Source: ${link(path)}.`;
}
