import type { EvaluationReport, GenerationMetadata } from "@tiny-cats/schema";
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

/** Drawings with what it takes to draw them again, and sheets of those that were measured; what has other bytes than its report says is left out. */
export const samples: SectionMaker = {
  id: "samples",
  title: "Samples",
  measured: true,
  make: (facts) =>
    perPart(facts, ({ part, samples: sets, evaluations }) => {
      if (!part.manifest.generation) return undefined;
      const files = [...facts.input.files, ...(facts.input.linked ?? [])];
      const texts = [
        ...evaluations.map((report) => sheet(report, files)),
        ...sets.map((set) => drawings(set, files)),
      ].filter(Boolean);
      return texts.length === 0 ? "None in this repository." : texts.join("\n\n");
    }),
};

/** The sheet of the first drawings of each class that an evaluation wrote beside its report. */
function sheet({ path, report }: HeldReport<EvaluationReport>, files: readonly CardFile[]): string {
  // No key of the schema's: a report may name a sheet or not.
  const { samples: named } = report as { samples?: { sha256?: unknown; seed?: unknown; per_breed?: unknown } };
  const picture = files.find((file) => file.sha256 === named?.sha256 && file.path.endsWith(".png"));
  if (!named || !picture) return "";
  const { seed, per_breed: each } = named;
  const told = [
    ...(typeof each === "number" ? [`the first ${format.count(each)} drawings of each class`] : []),
    ...(typeof seed === "number" ? [`seed ${seed}`] : []),
  ];
  const title = told.length === 0 ? "A sheet of drawings" : `A sheet: ${told.join(", ")}`;
  return `!${link(picture.path, "sheet of drawings")}\n\n${title}. Source: ${link(path)}.`;
}

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
