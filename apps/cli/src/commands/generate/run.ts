import { join, resolve } from "node:path";
import type { Generator } from "@tiny-cats/core";
import type { DrawnFile } from "@tiny-cats/core/drawings";
import { type FoundModel, loadGenerator } from "@tiny-cats/core/node";
import { generator as embedded } from "@tiny-cats/models";
import type { CommandContext } from "../../command-context.ts";
import { describeSettings } from "../../drawing/describe-settings.ts";
import { drawSet } from "../../drawing/draw-set.ts";
import { drawingJson } from "../../drawing/drawing-json.ts";
import { stepProgress } from "../../drawing/step-progress.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { findForTask } from "../../models/find-for-task.ts";
import { modelSource, type PulledFrom } from "../../models/model-source.ts";
import { noteRuntime } from "../../models/runtime-note.ts";
import { chooseFormat } from "../../output/format.ts";
import { plural } from "../../output/plural.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { checkFlags, tooMany } from "./check-flags.ts";
import { drawByQueue } from "./draw-by-queue.ts";
import { drawToStdout } from "./draw-to-stdout.ts";
import { runLike } from "./like.ts";
import { type Plan, plan } from "./plan.ts";
import type { GENERATE_OPTIONS } from "./spec.ts";

/** `tiny-cats generate`: draws into a folder, or one picture to stdout, or a drawing once more. */
export async function runGenerate(context: CommandContext): Promise<ExitCode> {
  const { io, talk } = context;
  const values = context.options as OptionValues<typeof GENERATE_OPTIONS>;
  checkFlags(values, context.flags, io.stdout);
  const { source, pulled } = await modelSource(context, values.model, embedded, { kinds: ["generator"] });
  const found = await findForTask(source, "class-conditional-image-generation", { signal: io.signal });
  const load = async () => {
    const generator = await talk.timed("loading the model", () => loadGenerator(source, { signal: io.signal }));
    noteRuntime(talk, generator.runtime);
    return generator;
  };
  if (values.like !== undefined) return runLike(context, values.like, { found, load, pulled });
  const planned = plan(values, found.manifest);
  if (values.out === "-" && planned.requests.length > 1) throw tooMany(planned.requests.length);
  if (values.seed === undefined) talk.note(`seed ${planned.options.seed}`);
  if (values.queue !== undefined) {
    await drawByQueue(context, { source, found, planned, pulled });
    return 0;
  }
  const generator = await load();
  try {
    if (values.out === "-") await drawToStdout(context, generator, planned);
    else await drawToFolder(context, generator, { found, planned, pulled });
    return 0;
  } finally {
    await generator.dispose();
  }
}

async function drawToFolder(
  { io, out, talk, options }: CommandContext,
  generator: Generator,
  {
    found,
    planned: { requests, options: drawOptions },
    pulled,
  }: { found: FoundModel; planned: Plan; pulled: PulledFrom | undefined },
): Promise<void> {
  const { out: folder, format, grid } = options as OptionValues<typeof GENERATE_OPTIONS>;
  const { labels, manifest, runtime } = generator;
  const chosen = chooseFormat(format, io.stdout);
  const list = chosen === "human" ? undefined : out.list(chosen);
  const steps = drawOptions.steps ?? manifest.generation.sampler.steps;
  const progress = talk.progress(`Drawing ${plural(requests.length, "picture")}`, requests.length * steps);

  function onDrawing(drawing: DrawnFile): void {
    if (list) list.item({ ...drawingJson(drawing, { folder, labels }), ...(pulled && { model: pulled }) });
    else {
      progress.end();
      out.line(`${join(folder, drawing.file)}  ${out.style.dim(drawing.settings.breed)}`);
    }
  }

  try {
    const set = {
      ...drawOptions,
      folder: resolve(io.cwd, folder),
      grid,
      found,
      signal: io.signal,
      onStep: stepProgress(progress),
      onDrawing,
    };
    const drawn = await talk.timed("drawing", () => drawSet(generator, requests, set));
    progress.end();
    talk.note(`${plural(drawn.length, "picture")} in ${folder}: ${describeSettings(drawn[0].settings)}, on ${runtime}`);
  } finally {
    progress.end();
    list?.end();
  }
}
