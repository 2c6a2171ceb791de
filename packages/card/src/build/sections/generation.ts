import type { GeneratorEvaluation } from "@tiny-cats/schema";
import { code } from "../code.ts";
import type { HeldReport, PartFacts } from "../facts.ts";
import { format } from "../format.ts";
import { inline } from "../inline.ts";
import { interval } from "../interval.ts";
import { isTrainingData } from "../is-training-data.ts";
import { markdownTable } from "../markdown-table.ts";
import { reading } from "../reading.ts";
import { sourceLine } from "../sources.ts";
import { agreement } from "./agreement.ts";
import { perPart } from "./per-part.ts";
import { samplerText } from "./sampler-text.ts";
import { NOT_MEASURED, type SectionMaker } from "./section.ts";

const MOST_REMARKS = 20;

type Report = HeldReport<GeneratorEvaluation>;

/** What was measured of drawings, the recommended way to draw, and the size of the files. */
export const generation: SectionMaker = {
  id: "generation",
  title: "Generation",
  measured: true,
  make: (facts) =>
    perPart(facts, (part) => {
      const { manifest } = part.part;
      if (!manifest.generation) return undefined;
      const reports = part.evaluations.filter(
        (held): held is Report => held.report.task === "class-conditional-image-generation",
      );
      const { sampler, image_size: side } = manifest.generation;
      const size = part.models.map(({ path, bytes }) => `${code(path)} ${format.bytes(bytes)}`).join(", ");
      const settings = `Pictures: ${side}x${side} pixels. Recommended: ${samplerText(sampler)}. Size: ${size}.`;
      if (reports.length === 0) return `${NOT_MEASURED}\n\n${settings}`;
      return [...reports.map((report) => metrics(report, part)), settings].join("\n\n");
    }),
};

function metrics({ path, report }: Report, part: PartFacts): string {
  const number = (key: "fid" | "frechet_distance" | "precision" | "recall" | "density" | "coverage", title: string) => [
    title,
    reading(
      report,
      key,
      report[key],
      (value) => format.number(value) + interval(report.intervals?.[key], format.number),
    ),
  ];
  const spread = (key: "inception_score" | "class_score" | "kid", title: string) => [
    title,
    reading(
      report,
      key,
      report[key],
      ({ mean, std }) =>
        `${format.number(mean)} ± ${format.number(std)}${interval(report.intervals?.[key], format.number)}`,
    ),
  ];
  const rows = [
    number("fid", "FID"),
    spread("inception_score", "Inception Score"),
    number("frechet_distance", "Frechet distance"),
    spread("kid", "kernel distance (KID)"),
    spread("class_score", "class score"),
    number("precision", "precision"),
    number("recall", "recall"),
    number("density", "density"),
    number("coverage", "coverage"),
    ...agreement(report),
  ];
  const { extractor, measured, metadata } = report;
  const told = extractor ? [`Extractor: ${inline(extractor.name)} (sha256 \`${extractor.sha256}\`).`] : [];
  if (metadata.num_samples_generated !== null) told.push(`Drawings: ${format.count(metadata.num_samples_generated)}.`);
  if (measured.data && isTrainingData(measured.data, part)) {
    told.push("The model was trained on the pictures it is compared with: no distance to them is held out.");
  }
  return [markdownTable(["metric", "value"], rows), told.join(" "), remarks(report), sourceLine(path, measured)]
    .filter(Boolean)
    .join("\n\n");
}

/** What the report itself says against its numbers, such as too few pictures: the key is none of the schema's. */
function remarks(report: Report["report"]): string {
  const { remarks: found } = report as { remarks?: unknown };
  if (!Array.isArray(found)) return "";
  const texts = found.filter((text): text is string => typeof text === "string" && text.trim() !== "");
  return texts
    .slice(0, MOST_REMARKS)
    .map((text) => `- ${inline(text)}`)
    .join("\n");
}
