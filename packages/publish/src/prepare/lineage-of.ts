import { basename } from "node:path";
import type { TrainingRun } from "@tiny-cats/architectures/node";
import type { Provenance } from "@tiny-cats/schema";

/** What a manifest says of what weights were trained from and on, as far as the training itself says it. */
export function lineageOf(run: TrainingRun | undefined): Pick<Provenance, "parent" | "datasets"> {
  if (!run) return {};
  const { parent, dataset, data } = run;
  return {
    ...(parent !== null && parent !== "" && { parent: parentOf(parent) }),
    ...((dataset || data) && {
      datasets: [
        {
          name: dataset || "data whose name was not told",
          ...(data !== null && /^[0-9a-f]{64}$/.test(data) && { sha256: data }),
        },
      ],
    }),
  };
}

function parentOf(parent: string): NonNullable<Provenance["parent"]> {
  const [, name, revision] = /^hub:([\w.-]+\/[\w.-]+)(?:@(.+))?$/.exec(parent) ?? [];
  if (name !== undefined) return { name, ...(revision !== undefined && { revision }) };
  if (/^[0-9a-f]{64}$/.test(parent)) return { name: "weights whose name was not told", sha256: parent };
  // Where a file lay on the machine that trained is nobody's business.
  return { name: /^(?:[/\\~.]|[A-Za-z]:)/.test(parent) ? basename(parent.replaceAll("\\", "/")) || parent : parent };
}
