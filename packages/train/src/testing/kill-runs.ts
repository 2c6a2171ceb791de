import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { onTestFinished } from "vitest";

/** What a process of train-child.ts said, and how it ended. */
interface ChildEnd {
  readonly signal: string | null;
  readonly output: string;
}

/** Trains in a process of its own, which is killed (SIGKILL) so many milliseconds after its first update, if it still runs then. */
async function trainInChild(folder: string, steps: number, killAfter?: number): Promise<ChildEnd> {
  const script = join(import.meta.dirname, "train-child.ts");
  const child = spawn(process.execPath, [script, folder, String(steps)], { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  let isMarked = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data) => {
      output += data;
      if (isMarked || killAfter === undefined || !/^step /m.test(output)) return;
      isMarked = true;
      void setTimeout(killAfter).then(() => child.kill("SIGKILL"));
    });
  }
  const [, signal] = await once(child, "close");
  return { signal, output };
}

/** What came of runs that were killed. */
export interface KilledRuns {
  /** Kills that landed while updates were made or saved. */
  readonly kills: number;
  /** Of those, the ones that left a checkpoint half-written. */
  readonly halfWritten: number;
  /** What each run that came to its end had for numbers. */
  readonly hashes: readonly string[];
  /** What was said to be damaged. */
  readonly damaged: readonly string[];
  /** Updates that the log of each run that came to its end has lines of, in their order. */
  readonly updates: readonly (readonly number[])[];
}

const done = (output: string) => /^done (\w+)$/m.exec(output)?.[1];

/** Numbers of a run that nobody kills. */
export async function straightRun(folder: string, steps: number): Promise<string> {
  const { output } = await trainInChild(folder, steps);
  const hash = done(output);
  if (!hash) throw new Error(`the run did not come to its end: ${output}`);
  return hash;
}

/** Kills runs at random moments, each going on from the one before, until so many kills landed in the middle of work. */
export async function killRuns(newFolder: () => string, steps: number, wanted: number): Promise<KilledRuns> {
  let [kills, halfWritten, folder] = [0, 0, newFolder()];
  const hashes: string[] = [];
  const damaged: string[] = [];
  const updates: number[][] = [];
  // Many kills may land in the same updates; then there would be no end.
  for (let tries = 0; kills < wanted; tries++) {
    if (tries > 3 * wanted + 10) throw new Error(`only ${kills} of ${tries} kills landed in the middle of work`);
    const { signal, output } = await trainInChild(folder, steps, Math.random() * 60);
    damaged.push(...(output.match(/^damaged .*/gm) ?? []));
    const hash = done(output);
    if (hash) {
      hashes.push(hash);
      updates.push(loggedUpdates(folder));
      folder = newFolder();
    } else if (signal === "SIGKILL") {
      kills++;
      if (existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(".staged"))) halfWritten++;
    } else throw new Error(`the run ended by itself: ${output}`);
  }
  hashes.push(await straightRun(folder, steps));
  updates.push(loggedUpdates(folder));
  return { kills, halfWritten, hashes, damaged, updates };
}

function loggedUpdates(folder: string): number[] {
  const lines = readFileSync(join(folder, "events.jsonl"), "utf8").trimEnd().split("\n");
  const events: { type: string; step: number }[] = lines.map((line) => JSON.parse(line));
  return events.flatMap(({ type, step }) => (type === "step" ? [step] : []));
}
