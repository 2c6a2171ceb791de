import { appendFileSync, readFileSync, truncateSync } from "node:fs";
import fc from "fast-check";
import { openEventLog } from "../node/event-log.ts";
import type { ModelTrainingEvent } from "../node/run/model-training-event.ts";

/** What becomes of one process that trains: how many updates it makes, what it meets on its way, and how it ends. */
export interface Session {
  readonly updates: number;
  /** Update at which NaN is met, if it comes that far. */
  readonly diverges: number;
  /** What is lost of the last line when the process is killed: 0 for a clean end. */
  readonly cut: number;
  /** Whether the kill came after a checkpoint was in its place, and before its line. */
  readonly unsaid: boolean;
  /** Newest checkpoints that are found damaged by the next process. */
  readonly damaged: number;
}

export const sessions: fc.Arbitrary<Session[]> = fc.array(
  fc.record({
    updates: fc.nat({ max: 12 }),
    diverges: fc.nat({ max: 40 }),
    cut: fc.nat({ max: 400 }),
    unsaid: fc.boolean(),
    damaged: fc.nat({ max: 2 }),
  }),
  { minLength: 1, maxLength: 8 },
);

const SAVE_EVERY = 4;

/** Losses that stand for updates: no two are the same. */
type History = readonly number[];

/**
 * Writes the log of a run that is killed and resumed again and again, as `train` would. Returns the losses of the updates that the last state came
 * from, those before a rollback included, and those that the log has.
 */
export async function loggedHistory(
  path: string,
  story: readonly Session[],
): Promise<{ made: History; logged: History }> {
  let saved: { step: number; history: History }[] = [];
  let number = 0;
  let history: History = [];
  for (const [i, { updates, diverges, cut, unsaid, damaged }] of story.entries()) {
    const log = await openEventLog(path);
    const write = (event: object) => log.write(event as ModelTrainingEvent);
    saved = saved.slice(0, Math.max(1, saved.length - damaged));
    let step = saved.at(-1)?.step ?? 0;
    history = saved.at(-1)?.history ?? [];
    await write({ type: "prepared" });
    await write({ type: "started", step });
    if (saved.length > 0) await write({ type: "resumed", step });
    const save = async (isSaid = true) => {
      saved = [...saved.filter((one) => one.step < step), { step, history }];
      if (isSaid) await write({ type: "saved", step });
    };
    if (saved.length === 0) await save();
    let [isDiverged, isUnsaid] = [false, false];
    for (let u = 0; u < updates; u++) {
      if (step + 1 === diverges && !isDiverged) {
        isDiverged = true;
        const { step: back } = saved.at(-1)!;
        step = back;
        await write({ type: "rolled-back", step, from: diverges });
        await save();
      }
      if (number % 5 === 0) await write({ type: "micro-batch", step });
      step++;
      history = [...history, ++number];
      await write({ type: "left-out", file: "a.png" });
      await write({ type: "step", step, loss: number });
      isUnsaid = unsaid && u === updates - 1 && step % SAVE_EVERY === 0;
      if (step % SAVE_EVERY === 0) await save(!isUnsaid);
    }
    const isEnd = i === story.length - 1;
    if (isEnd || (cut === 0 && !isUnsaid)) {
      await save();
      await write({ type: "stopped", step });
    }
    await log.close();
    if (cut > 0 && !isEnd && !isUnsaid) shorten(path, cut);
  }
  const logged = readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => {
      const event = JSON.parse(line);
      return event.type === "step" ? [event.loss] : [];
    });
  return { made: history, logged };
}

/** Leaves the last line unfinished, or takes it away; a byte of another line may be there as well. */
function shorten(path: string, cut: number): void {
  const bytes = readFileSync(path);
  const begin = bytes.lastIndexOf(10, bytes.length - 2) + 1;
  truncateSync(path, Math.max(begin, bytes.length - cut));
  if (cut % 3 === 0) appendFileSync(path, "\0");
}
