import type { Generator } from "@tiny-cats/core";
import { drawingText, encodePng } from "@tiny-cats/core/png";
import type { CommandContext } from "../../command-context.ts";
import { describeSettings } from "../../drawing/describe-settings.ts";
import { stepProgress } from "../../drawing/step-progress.ts";
import type { Plan } from "./plan.ts";

/** Writes the one picture of a plan to stdout. */
export async function drawToStdout(
  { io, out, talk }: CommandContext,
  generator: Generator,
  { requests, options }: Plan,
): Promise<void> {
  const progress = talk.progress("Drawing 1 picture", options.steps ?? generator.manifest.generation.sampler.steps);
  for await (const { image, settings } of generator.draw(requests, {
    ...options,
    signal: io.signal,
    onStep: stepProgress(progress),
  })) {
    progress.end();
    out.bytes(await encodePng(image, { text: drawingText(settings) }));
    talk.note(`${settings.breed}: ${describeSettings(settings)}, on ${generator.runtime}`);
  }
}
