import { join, resolve } from "node:path";
import type { FoundModel, ModelSource } from "@tiny-cats/core/node";
import type { GenerationManifest } from "@tiny-cats/schema";
import type { CommandContext } from "../../command-context.ts";
import { describeSettings } from "../../drawing/describe-settings.ts";
import { drawingJson } from "../../drawing/drawing-json.ts";
import { makeFolder } from "../../drawing/make-folder.ts";
import type { PulledFrom } from "../../models/model-source.ts";
import { chooseFormat } from "../../output/format.ts";
import { plural } from "../../output/plural.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import { loadApi } from "../serve/find-api.ts";
import type { Plan } from "./plan.ts";
import type { GENERATE_OPTIONS } from "./spec.ts";

export interface ByQueue {
  source: ModelSource;
  found: FoundModel & { manifest: GenerationManifest };
  planned: Plan;
  pulled: PulledFrom | undefined;
}

/** Has the workers of a queue draw into a folder. */
export async function drawByQueue(
  { io, out, talk, options }: CommandContext,
  { source, found, planned, pulled }: ByQueue,
): Promise<void> {
  const { queue, out: folder, format } = options as OptionValues<typeof GENERATE_OPTIONS>;
  const { requests, options: drawOptions } = planned;
  const { labels } = found.manifest;
  const { drawOnQueue } = await loadApi(io.cwd);
  const into = resolve(io.cwd, folder);
  await makeFolder(into);
  const chosen = chooseFormat(format, io.stdout);
  const list = chosen === "human" ? undefined : out.list(chosen);
  const progress = talk.progress(`Drawing ${plural(requests.length, "picture")}`, requests.length);
  let done = 0;
  try {
    const drawn = await drawOnQueue(requests, {
      ...drawOptions,
      source,
      redis: { url: queue === "env" ? redisUrl(io.env) : (queue as string) },
      folder: into,
      signal: io.signal,
      onDrawing(drawing) {
        progress.update(++done);
        if (list) list.item({ ...drawingJson(drawing, { folder, labels }), ...(pulled && { model: pulled }) });
      },
      onIdle(workers) {
        if (workers === 0) talk.note("nobody draws with this model: start tiny-cats serve --role worker");
      },
    });
    progress.end();
    const kept = drawn.filter((drawing) => drawing.kept).length;
    if (!list) out.line(join(folder, "generation_metadata.json"));
    const news = kept === 0 ? "" : `, ${kept} of them from before`;
    talk.note(`${plural(drawn.length, "picture")} in ${folder}${news}: ${describeSettings(drawn[0].settings)}`);
  } finally {
    progress.end();
    list?.end();
  }
}

function redisUrl({ REDIS_URL }: Readonly<Record<string, string | undefined>>): string {
  if (REDIS_URL) return REDIS_URL;
  throw usageError("invalid-option-value", "--queue env needs REDIS_URL in the environment, which is not there", {
    value: "env",
    remedy: "set REDIS_URL, or give the address of Redis itself",
  });
}
