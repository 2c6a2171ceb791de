import { relative, resolve } from "node:path";
import { type ImageSet, openImageSet } from "@tiny-cats/data";
import type { TrainingEnd } from "@tiny-cats/train";
import { type ModelTrainingEvent, openEventLog } from "@tiny-cats/train/node";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { plural } from "../../output/plural.ts";
import { printOne } from "../../output/print-one.ts";
import { typedCommand } from "../../output/typed-command.ts";
import { INTERRUPTED } from "../../stop.ts";
import { usageError } from "../../usage-error.ts";
import { summaryOf } from "./summary-of.ts";
import { showRun } from "./view/show-run.ts";

/** What every training is called with, besides its own options. */
export interface RunFrame {
  data: ImageSet;
  out: string;
  signal: AbortSignal;
  onEvent: (event: ModelTrainingEvent) => Promise<void>;
}

interface Places {
  data: string | undefined;
  out: string | undefined;
  index: string | undefined;
  "log-file": string | undefined;
  "log-interval": number | undefined;
}

/**
 * Runs a training, shows it, and prints what it came to. A run that was told to stop is saved, and that is no failure.
 *
 * @throws TinyCatsError "missing-argument"; what opening the set and the training throw
 */
export async function runTraining(
  context: CommandContext,
  name: string,
  places: Places,
  train: (frame: RunFrame) => Promise<TrainingEnd>,
): Promise<ExitCode> {
  const { io, talk } = context;
  const { cwd, signal } = io;
  const { index } = places;
  const data = required("data", places.data);
  const out = resolve(cwd, required("out", places.out));
  const set = await openImageSet(resolve(cwd, data), { signal, ...(index !== undefined && { index }) });
  const file = places["log-file"];
  await using log = file === undefined ? undefined : await openEventLog(resolve(cwd, file));
  const show = showRun(context, { interval: places["log-interval"] });
  const frame: RunFrame = {
    data: set,
    out,
    signal,
    async onEvent(event) {
      await log?.write(event);
      show.onEvent(event);
    },
  };
  let end: TrainingEnd;
  try {
    end = await talk.timed("training", () => train(frame));
  } finally {
    show.end();
  }
  if (end.reason === "aborted" && signal.reason === INTERRUPTED) {
    const again = `${typedCommand(name, context).replace(" --resume", "")} --resume`;
    talk.note(`stopped after ${plural(end.step, "update")}, and saved; go on with: ${again}`);
  }
  const summary = summaryOf(end, show.state());
  const shown = relative(cwd, out).startsWith("..") ? out : relative(cwd, out) || ".";
  printOne(context, { out: shown, ...summary }, (printer) => {
    printer.line(`${shown}: ${plural(end.step, "update")}, ${END[end.reason]}`);
    for (const [key, value] of Object.entries(summary.metrics)) if (value !== null) printer.line(`  ${key}  ${value}`);
    if (summary.final !== null) printer.line(`  the classifier is in ${summary.final}`);
  });
  return 0;
}

const END: Readonly<Record<TrainingEnd["reason"], string>> = {
  finished: "finished",
  aborted: "stopped",
  early: "ended early: it grew no better",
  "data-ended": "ended with its data",
};

function required(name: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw usageError("missing-argument", `--${name} was not given`, { remedy: `give --${name} <folder>` });
}
