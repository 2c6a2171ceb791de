import { atPath } from "./at-path.ts";
import type { Block } from "./block.ts";
import { type ReportPart, titled } from "./report-part.ts";

/** On what a report's numbers rest. */
export function provenanceFacts(part: ReportPart): Block[] {
  const { measured, extractor, inception, metadata } = part.report;
  const { model, data, seed, hardware, versions, command, date, by } = measured;
  const memory = hardware.memory_bytes === null ? "" : `, ${Math.round(hardware.memory_bytes / 1e9)} GB`;
  const untrained = atPath(metadata, ["untrained"]);
  const rows = [
    ["model", `${model.file}, SHA-256 ${model.sha256}`],
    ...(data?.sha256 === undefined ? [] : [["data", `SHA-256 ${data.sha256}`]]),
    ...(extractor ? [["features by", `${extractor.name}, SHA-256 ${extractor.sha256}`]] : []),
    ...(inception ? [["FID by", `${inception.name}, SHA-256 ${inception.sha256}`]] : []),
    ...(metadata.step === null ? [] : [["training step", String(metadata.step)]]),
    ...(typeof untrained === "string" ? [["not trained", untrained]] : []),
    ...(seed === null ? [] : [["seed", String(seed)]]),
    [
      "machine",
      `${hardware.cpu ?? "a processor without a name"} (${hardware.cores ?? "unknown"} threads${memory}), ${hardware.os}`,
    ],
    [
      "versions",
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    ],
    ["by", `${by}, ${date}`],
  ];
  return [
    { kind: "heading", text: titled("How it was measured", part) },
    { kind: "code", text: command },
    { kind: "table", head: ["fact", "value"], rows },
  ];
}
