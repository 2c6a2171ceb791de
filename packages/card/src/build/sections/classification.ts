import type { ClassifierEvaluation } from "@tiny-cats/schema";
import { code } from "../code.ts";
import type { HeldReport, PartFacts } from "../facts.ts";
import { format } from "../format.ts";
import { inline } from "../inline.ts";
import { interval } from "../interval.ts";
import { markdownTable } from "../markdown-table.ts";
import { reading } from "../reading.ts";
import { sourceLine } from "../sources.ts";
import { perPart } from "./per-part.ts";
import { NOT_MEASURED, type SectionMaker } from "./section.ts";

type Report = HeldReport<ClassifierEvaluation>;

/** How well the labels are told apart, by data and split, and the size of what was measured. */
export const classification: SectionMaker = {
  id: "classification",
  title: "Classification",
  measured: true,
  make: (facts) =>
    perPart(facts, (part) => {
      if (part.part.manifest.task !== "image-classification") return undefined;
      const reports = part.evaluations.filter((held): held is Report => held.report.task === "image-classification");
      if (reports.length === 0) return `${NOT_MEASURED}\n\n${sizes(part)}`;
      return [summary(reports), ...reports.flatMap(perClass), sizes(part), ...reports.map(source)].join("\n\n");
    }),
};

function summary(reports: readonly Report[]): string {
  const rows = reports.map(({ report, file }) => {
    const { classification: metrics, measured } = report;
    const show = (
      key: "accuracy" | "balanced_accuracy" | "expected_calibration_error",
      as: (value: number) => string,
    ) =>
      reading(report, `classification.${key}`, metrics?.[key], (value) => {
        return as(value) + interval(metrics?.intervals?.[key], as);
      });
    const top = Object.entries(metrics?.top_k ?? {}).filter(([k]) => k !== "1");
    return [
      inline(measured.data?.split ?? ""),
      format.count(measured.n),
      code(file.path),
      show("accuracy", format.percent),
      top.map(([k, value]) => `top ${k}: ${format.percent(value)}`).join("; ") || "not measured",
      show("balanced_accuracy", format.percent),
      reading(report, "classification.cat_not_cat", metrics?.cat_not_cat, ({ accuracy }) => format.percent(accuracy)),
      show("expected_calibration_error", format.number),
    ];
  });
  const head = [
    "split",
    "pictures",
    "file",
    "accuracy",
    "top k",
    "balanced accuracy",
    "cat or not",
    "calibration error",
  ];
  return markdownTable(head, rows);
}

function perClass({ report }: Report): string[] {
  const classes = report.classification?.per_class;
  if (!classes) return [];
  const share = (value: number | null) => (value === null ? "not defined" : format.percent(value));
  const rows = classes.map(({ label, precision, recall, f1, support }) => [
    inline(label),
    share(precision),
    share(recall),
    share(f1),
    format.count(support),
  ]);
  const title = `By class, split ${inline(report.measured.data?.split ?? "")}:`;
  return [`${title}\n\n${markdownTable(["class", "precision", "recall", "F1", "pictures"], rows)}`];
}

function sizes({ models }: PartFacts): string {
  return `Size: ${models.map(({ path, bytes }) => `${code(path)} ${format.bytes(bytes)}`).join(", ")}.`;
}

function source({ path, report }: Report): string {
  return sourceLine(path, report.measured);
}
