import { existsSync } from "node:fs";
import { safeJoin } from "@tiny-cats/files";
import type { Manifest } from "@tiny-cats/schema";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { bytes } from "../../output/bytes.ts";
import { printData } from "../../output/print-data.ts";
import type { Printer } from "../../output/printer.ts";
import { table } from "../../output/table.ts";
import { findModels, type NamedModel } from "./find-models.ts";

/** `tiny-cats models info`: what manifests say, and which of the files are there. */
export async function runModelsInfo(context: CommandContext): Promise<ExitCode> {
  const { found, failed } = await findModels(context);
  const values = found.map(({ given, folder, manifest }) => ({
    model: given,
    folder,
    manifest,
    absent: absent(folder, manifest),
  }));
  printData(context, values, (out) => {
    for (const [i, model] of found.entries()) {
      if (i > 0) out.line();
      print(out, model);
    }
  });
  return failed > 0 ? 1 : 0;
}

function absent(folder: string, { files }: Manifest): string[] {
  return files.filter(({ path }) => !existsSync(safeJoin(folder, path))).map(({ path }) => path);
}

function print(out: Printer, { manifest, folder, graph }: NamedModel): void {
  const { bold, dim } = out.style;
  const missing = absent(folder, manifest);
  out.line(bold(manifest.name));
  const facts: [string, string | undefined][] = [
    ["task", manifest.task],
    ["version", manifest.model_version],
    ["architecture", manifest.architecture],
    ["parameters", manifest.parameters?.toLocaleString("en")],
    ["licence", manifest.license],
    ["folder", folder],
    ["inputs", manifest.inputs.map(tensor).join(", ")],
    ["outputs", manifest.outputs.map(tensor).join(", ")],
    ["labels", manifest.labels?.join(", ")],
    ...samplerFacts(manifest),
    ["sha256", `${graph.sha256} (${graph.path})`],
  ];
  const known = facts.filter((fact): fact is [string, string] => fact[1] !== undefined);
  for (const line of table(known)) out.line(`  ${line}`);
  out.line(dim("  files"));
  const rows = manifest.files.map(({ path, role, bytes: size, optional }) => {
    return [path, role, bytes(size), missing.includes(path) ? (optional ? "absent (optional)" : "missing") : ""];
  });
  for (const line of table(rows)) out.line(`    ${line.trimEnd()}`);
}

function samplerFacts({ generation, labels }: Manifest): [string, string][] {
  if (!generation || !labels) return [];
  const { image_size, drawable, sampler } = generation;
  const { scale, interval, rescale } = sampler.guidance;
  return [
    ["pictures", `${image_size}x${image_size}`],
    ["draws", drawable.map((id) => labels[id]).join(", ")],
    [
      "sampler",
      `${sampler.solver}, ${sampler.steps} steps, times ${sampler.times.kind}, guidance ${scale} from ${interval[0]} to ${interval[1]}, rescale ${rescale}`,
    ],
  ];
}

function tensor({ name, dtype, shape }: Manifest["inputs"][number]): string {
  return `${name} ${dtype} [${shape.join(", ")}]`;
}
