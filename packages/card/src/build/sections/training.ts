import type { TrainingReport } from "@tiny-cats/schema";
import { code } from "../code.ts";
import type { HeldReport, PartFacts } from "../facts.ts";
import { format } from "../format.ts";
import { inline } from "../inline.ts";
import { link } from "../link.ts";
import { markdownTable } from "../markdown-table.ts";
import { plainCell } from "../plain-cell.ts";
import { reading } from "../reading.ts";
import { perPart } from "./per-part.ts";
import type { SectionMaker } from "./section.ts";

/** Where the weights come from, the settings of the run that made them where there is a report of it, and what people wrote of it. */
export const training: SectionMaker = {
  id: "training",
  title: "Training",
  measured: true,
  make: (facts) => {
    const texts = perPart(facts, (part) =>
      [origin(part), ...part.trainings.map(run), metadata(part)].filter(Boolean).join("\n\n"),
    );
    return [texts, facts.input.notes?.sections?.training].filter(Boolean).join("\n\n");
  },
};

function origin({ part: { manifest }, trainings }: PartFacts): string {
  const { provenance } = manifest;
  if (!provenance) return trainings.length > 0 ? "" : "The manifest does not say where the weights come from.";
  const lines = [`${inline(provenance.origin)}.`.replace("..", ".")];
  if (provenance.untrained) lines.unshift("These weights were never trained.");
  const { parent, datasets = [] } = provenance;
  if (parent) {
    const revision = parent.revision ? `, revision ${inline(parent.revision)}` : "";
    lines.push(`Began with ${inline(parent.name)}${revision}${parent.license ? ` (${parent.license})` : ""}.`);
  }
  for (const { name, split, license } of datasets) {
    lines.push(
      `Trained on ${inline(name)}${split ? `, split ${inline(split)}` : ""}${license ? ` (${license})` : ""}.`,
    );
  }
  return lines.join("\n\n");
}

function run({ path, report }: HeldReport<TrainingReport>): string {
  const rows: string[][] = [
    ["steps", format.count(report.step)],
    ["samples seen", format.count(report.samples_seen)],
    ["last training loss", reading(report, "loss", report.loss, format.number)],
    [
      "best on held-out data",
      reading(
        report,
        "best",
        report.best,
        ({ metric, value, step }) => `${inline(metric)} ${format.number(value)} at step ${step}`,
      ),
    ],
    ["duration", `${format.number(report.duration_s)} s`],
    ["ended by", report.stopped_by],
    ["seed", report.measured.seed === null ? "none" : String(report.measured.seed)],
    ...flat(report.config).map(([key, value]) => [code(key), plainCell(value)]),
  ];
  return `${markdownTable(["setting", "value"], rows)}\n\nSource: ${link(path)}.`;
}

/** What a language model's training_metadata.json says; it names no hash, so that its numbers stay out. */
function metadata({ part: { trainingMetadata } }: PartFacts): string {
  const words = flat(trainingMetadata ?? {}).filter(
    ([, value]) => typeof value === "string" || typeof value === "boolean",
  );
  if (words.length === 0) return "";
  const rows = words.map(([key, value]) => [code(key), plainCell(value)]);
  return `From training_metadata.json, its numbers left out because it names no file by hash:\n\n${markdownTable(["key", "value"], rows)}`;
}

function flat(value: Record<string, unknown>, prefix = "", depth = 0): [string, unknown][] {
  return Object.entries(value)
    .flatMap(([key, item]): [string, unknown][] =>
      typeof item === "object" && item !== null && !Array.isArray(item) && depth < 3
        ? flat(item as Record<string, unknown>, `${prefix}${key}.`, depth + 1)
        : [[`${prefix}${key}`, item]],
    )
    .slice(0, 100);
}
