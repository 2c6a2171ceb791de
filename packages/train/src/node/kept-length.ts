import type { LoggedLine } from "./read-lines.ts";

/** What says its step, and happened in the update after it. */
const AFTER = new Set(["rolled-back", "micro-batch"]);

/** How many bytes of a log are about what came before the checkpoint of a step, which a run goes on from. */
export function keptLength(lines: readonly LoggedLine[], step: number): number {
  const ends = (index: number) => (index < 0 ? 0 : lines[index].end);
  const isOf = (line: LoggedLine) => line.step === step && (line.type === "step" || line.type === "saved");
  let last = lines.findLastIndex(isOf);
  // A log may lack what the disk had no time for.
  if (last < 0) last = lines.findLastIndex((line) => line.step !== undefined && line.step <= step);
  // One that tells no step is not the log of a run, and one that begins later has nothing of what came before.
  if (last < 0) {
    const first = lines.findIndex((line) => line.step !== undefined);
    return first < 0 ? ends(lines.length - 1) : ends(first - 1);
  }
  for (let i = last + 1; i < lines.length; i++) {
    const line = lines[i];
    if (line.step === undefined) continue;
    if (line.step !== step || AFTER.has(line.type!)) break;
    last = i;
  }
  return ends(last);
}
