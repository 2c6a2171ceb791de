import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { bytes } from "../../output/bytes.ts";
import { printData } from "../../output/print-data.ts";
import { table } from "../../output/table.ts";
import { findModels, type NamedModel } from "./find-models.ts";

/** `tiny-cats models list`: one line a model. */
export async function runModelsList(context: CommandContext): Promise<ExitCode> {
  const { found, failed } = await findModels(context);
  printData(context, found.map(describe), (out) => {
    if (found.length === 0) return;
    const rows = found.map(describe).map((model) => [model.name, model.task, bytes(model.bytes), model.model]);
    const [head, ...lines] = table([["NAME", "TASK", "SIZE", "MODEL"], ...rows]);
    out.line(out.style.dim(head));
    for (const line of lines) out.line(line);
  });
  return failed > 0 ? 1 : 0;
}

/** The size is that of what running the model takes. */
function describe({ given, manifest, graph, folder }: NamedModel) {
  return { model: given, name: manifest.name, task: manifest.task, bytes: graph.bytes, sha256: graph.sha256, folder };
}
