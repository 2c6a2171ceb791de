import type { CheckpointReport, InspectedTensor } from "@tiny-cats/architectures/node";
import { bytes } from "../../output/bytes.ts";
import { plural } from "../../output/plural.ts";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";
import { table } from "../../output/table.ts";

/** What a checkpoint holds, for people. */
export function printCheckpoint(out: Printer, report: CheckpointReport): void {
  const { bold, dim, yellow } = out.style;
  const { model, unknown, tensors } = report;
  out.line(bold(printable(report.path)));
  const facts: [string, string][] = [["format", report.format]];
  if (model) {
    facts.push(["architecture", model.architecture], ["dialect", `${model.title} (${model.dialect})`]);
    facts.push(["weights", model.weights.join(", ")], ["config", printable(JSON.stringify(model.config))]);
  } else facts.push(["architecture", `none of those known: ${printable(unknown!.message)}`]);
  facts.push(["tensors", `${plural(tensors.length, "tensor")}, ${bytes(report.bytes)}`]);
  for (const [key, value] of Object.entries(report.metadata)) facts.push([`  ${printable(key)}`, printable(value)]);
  for (const line of table(facts)) out.line(`  ${line}`);
  for (const note of model?.notes ?? []) out.line(`  ${printable(note)}`);
  if (model?.untrained !== undefined) out.line(`  ${yellow(`not trained: ${printable(model.untrained)}`)}`);
  section(out, "tree", treeLines(report.tree));
  for (const group of report.ties) out.line(`  tied: ${group.map(printable).join(" = ")}`);
  for (const group of report.duplicates ?? []) out.line(`  equal: ${group.map(printable).join(" = ")}`);
  for (const name of report.not_finite ?? []) out.line(`  ${yellow(`NaN or infinite: ${printable(name)}`)}`);
  if (tensors.length === 0) return;
  const [head, ...lines] = table([
    ["DTYPE", "SHAPE", "SIZE", "MIN", "MAX", "MEAN", "STD", "NAME"],
    ...tensors.map(row),
  ]);
  out.line(`  ${dim(head)}`);
  for (const line of lines) out.line(`  ${line}`);
}

function section(out: Printer, title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  out.line(`  ${title}`);
  for (const line of lines) out.line(`    ${line}`);
}

function treeLines(tree: unknown): string[] {
  if (typeof tree !== "object" || tree === null || Array.isArray(tree)) return [];
  return table(Object.entries(tree).map(([key, value]) => [printable(key), printable(text(value)).slice(0, 200)]));
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function row({ name, dtype, shape, bytes: size, statistics: s }: InspectedTensor): string[] {
  const numbers = s ? [s.min, s.max, s.mean, s.std].map((value) => value.toPrecision(4)) : ["", "", "", ""];
  return [dtype, `[${shape.join(", ")}]`, bytes(size), ...numbers, printable(name)];
}
