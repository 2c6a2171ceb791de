import type { EvaluationReport } from "@tiny-cats/schema";
import { atPath } from "./at-path.ts";
import type { Block, Page } from "./block.ts";
import { metricsOf } from "./metrics-of.ts";
import { numberText, withInterval } from "./number-text.ts";
import { provenanceFacts } from "./provenance-facts.ts";
import { type ReportPart, titled } from "./report-part.ts";
import { textFacts } from "./text-facts.ts";
import { trainingWarning } from "./training-warning.ts";

const SHOWN = 100;

const TASKS: Readonly<Record<EvaluationReport["task"], { title: string; items: string }>> = {
  "image-classification": { title: "classifier", items: "pictures" },
  "class-conditional-image-generation": { title: "generator", items: "drawings" },
  "text-generation": { title: "language model", items: "tokens" },
};

/** What evaluation reports say, for people. */
export function evaluationPage(parts: readonly [ReportPart, ...ReportPart[]]): Page {
  const [{ report }] = parts;
  return {
    title: `Evaluation of a ${TASKS[report.task].title}: ${report.measured.model.file}`,
    blocks: [
      ...parts.flatMap((part) => caveats(part)),
      ...metrics(parts),
      ...parts.flatMap((part) => [
        ...classes(part),
        ...agreement(part),
        ...textFacts(part),
        ...pictures(part),
        ...broken(part),
        ...remarks(part),
      ]),
      ...parts.flatMap((part) => provenanceFacts(part)),
    ],
  };
}

const heading = (text: string): Block => ({ kind: "heading", text });

function caveats({ report, name }: ReportPart): Block[] {
  const { data, n } = report.measured;
  const of = name === undefined ? "" : ` of ${name}`;
  const drawn = report.task === "class-conditional-image-generation";
  const against = drawn ? `against ${data?.n === undefined ? "" : `${data.n} pictures of `}` : "on ";
  const on = data ? `, ${against}${data.split === "all" ? "all" : `the split ${data.split}`} of ${data.name}` : "";
  const warning = trainingWarning(report);
  const text = `Measured${of}: ${n} ${TASKS[report.task].items}${on}.`;
  return [{ kind: "text", text: warning === undefined ? text : `${text} ${warning}` }];
}

function metrics(parts: readonly ReportPart[]): Block[] {
  const columns = parts.map(({ report }) => new Map(metricsOf(report).map((metric) => [metric.key, metric])));
  const all = new Map(columns.flatMap((column) => [...column]));
  const levels = new Set([...all.values()].flatMap(({ interval }) => (interval ? [100 * interval.level] : [])));
  const rows = [...all.values()].map(({ key, name, better }) => [
    `${name} (${better} is better)`,
    ...columns.map((column) => {
      const metric = column.get(key);
      if (!metric) return "";
      return metric.value === null ? `not measured: ${metric.reason}` : withInterval(metric.value, metric.interval);
    }),
  ]);
  return [
    heading("Metrics"),
    { kind: "table", head: ["metric", ...parts.map(({ name }) => name ?? "value")], rows },
    ...(levels.size === 1
      ? [{ kind: "text" as const, text: `In brackets: intervals of ${numberText([...levels][0])} %.` }]
      : []),
  ];
}

function classes(part: ReportPart): Block[] {
  const { per_class, confusion_matrix } = part.report.classification ?? {};
  if (!per_class) return [];
  const cell = (value: number | null) => (value === null ? "none" : numberText(value));
  const labels = per_class.map(({ label }) => label);
  return [
    heading(titled("Classes", part)),
    {
      kind: "table",
      head: ["class", "items", "precision", "recall", "F1"],
      rows: per_class.map(({ label, support, precision, recall, f1 }) => [
        label,
        String(support),
        cell(precision),
        cell(recall),
        cell(f1),
      ]),
    },
    ...(confusion_matrix
      ? [
          heading(titled("Confusion matrix", part)),
          { kind: "matrix" as const, labels, counts: confusion_matrix },
          { kind: "text" as const, text: "A row holds the items of one class, a column those taken for one." },
        ]
      : []),
  ];
}

/** How often the extractor sees the breed asked for. */
function agreement(part: ReportPart): Block[] {
  const found = atPath(part.report, ["agreement", "per_class"]);
  if (!Array.isArray(found)) return [];
  const text = (value: unknown) => (typeof value === "number" ? numberText(value) : "none");
  const rows = found
    .slice(0, SHOWN)
    .map((one) => [String(atPath(one, ["label"])), text(atPath(one, ["n"])), text(atPath(one, ["agreement"]))]);
  return [
    heading(titled("Drawings taken for their breed", part)),
    { kind: "table", head: ["breed", "drawings", "share"], rows },
  ];
}

function pictures(part: ReportPart): Block[] {
  if (!part.pictures?.length) return [];
  return [heading(titled("Pictures", part)), ...part.pictures.map((picture): Block => ({ kind: "picture", picture }))];
}

function broken(part: ReportPart): Block[] {
  const found = atPath(part.report, ["broken"]);
  if (!Array.isArray(found) || found.length === 0) return [];
  const rows = found
    .slice(0, SHOWN)
    .map((one) => ["file", "label", "code", "message"].map((key) => String(atPath(one, [key]) ?? "")));
  return [
    heading(titled("Pictures that could not be measured", part)),
    { kind: "table", head: ["file", "class", "code", "why"], rows },
    ...(found.length > SHOWN ? [{ kind: "text" as const, text: `And ${found.length - SHOWN} more.` }] : []),
  ];
}

function remarks(part: ReportPart): Block[] {
  const found = atPath(part.report, ["remarks"]);
  const items = Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  return items.length === 0 ? [] : [heading(titled("Remarks", part)), { kind: "list", items }];
}
