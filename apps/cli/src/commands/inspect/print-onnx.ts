import type { OnnxReport } from "@tiny-cats/architectures/node";
import { bytes } from "../../output/bytes.ts";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";
import { table } from "../../output/table.ts";

/** What an ONNX file holds, for people. */
export function printOnnx(out: Printer, report: OnnxReport): void {
  const { bold, dim } = out.style;
  out.line(bold(printable(report.path)));
  const opsets = Object.entries(report.opsets).map(([domain, version]) => `${domain || "ai.onnx"} ${version}`);
  const facts: [string, string][] = [
    ["format", `onnx, IR version ${report.ir_version}, opset ${opsets.join(", ")}`],
    ["producer", report.producer],
    ["inputs", report.inputs.map(value).join(", ")],
    ["outputs", report.outputs.map(value).join(", ")],
    [
      "operators",
      `${report.nodes}: ${Object.entries(report.operators)
        .map(([op, n]) => `${op} ${n}`)
        .join(", ")}`,
    ],
    ["initialisers", `${report.initializers.length}, ${report.parameters.toLocaleString("en")} numbers`],
    ["size", bytes(report.bytes)],
    ...Object.entries(report.metadata).map(([key, text]): [string, string] => [`  ${key}`, text]),
  ];
  for (const line of table(facts.map((row) => row.map(printable)))) out.line(`  ${line}`);
  if (report.initializers.length === 0) return;
  const rows = report.initializers.map(({ name, dtype, shape, bytes: size }) => [
    dtype,
    `[${shape?.join(", ")}]`,
    bytes(size),
    printable(name),
  ]);
  const [head, ...lines] = table([["DTYPE", "SHAPE", "SIZE", "NAME"], ...rows]);
  out.line(`  ${dim(head)}`);
  for (const line of lines) out.line(`  ${line}`);
}

function value({ name, dtype, shape }: OnnxReport["inputs"][number]): string {
  return `${name} ${dtype} [${shape?.join(", ") ?? "..."}]`;
}
