import { relative } from "node:path";
import type { ModelTrainingEvent } from "@tiny-cats/train/node";
import type { CommandContext } from "../../../command-context.ts";
import { noteOf } from "./note-of.ts";
import { plainLine } from "./plain-line.ts";
import { follow, NEW_RUN, type RunState } from "./run-state.ts";
import { viewLines } from "./view-lines.ts";

/** Shows a run while it goes: drawn over and over on a terminal, in lines elsewhere. */
export interface RunShow {
  onEvent(event: ModelTrainingEvent): void;
  /** What is known of the run. */
  state(): RunState;
  /** Leaves what was shown last. */
  end(): void;
}

/** @param interval updates from one line to the next; a tenth of the run unless told. */
export function showRun({ io, talk }: CommandContext, { interval }: { interval: number | undefined }): RunShow {
  const live = talk.live();
  let state = NEW_RUN;
  const lines = (size: { columns: number; rows: number }) => viewLines(state, talk.style, size);
  return {
    onEvent(happened) {
      const event = shown(happened, io.cwd);
      state = follow(state, event, performance.now());
      const note = noteOf(event);
      if (note !== undefined) talk.note(note);
      if (live) live.update(lines);
      else {
        const line = plainLine(event, state, { interval });
        if (line !== undefined) talk.note(line);
      }
    },
    state: () => state,
    end() {
      if (state.begun) live?.leave(lines);
    },
  };
}

/** Paths as they can be typed from here. */
function shown(event: ModelTrainingEvent, cwd: string): ModelTrainingEvent {
  if (event.type !== "sampled" && event.type !== "calibrated") return event;
  const path = relative(cwd, event.path);
  return { ...event, path: path.startsWith("..") ? event.path : path };
}
