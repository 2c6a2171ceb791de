import type { ModelTrainingEvent } from "@tiny-cats/train/node";
import { plural } from "../../../output/plural.ts";
import { printable } from "../../../output/printable.ts";
import { calibrationFigures, evaluationFigures, figure, progressFigures, speedFigures } from "./figures.ts";
import type { RunState } from "./run-state.ts";

/** A line on an event, for where nothing can be drawn over; undefined where the view of a terminal shows it, and a reader of lines would be bored. */
export function plainLine(
  event: ModelTrainingEvent,
  state: RunState,
  { interval }: { interval: number | undefined },
): string | undefined {
  switch (event.type) {
    case "prepared": {
      const { train, val } = event.pictures;
      return `${event.architecture}: ${event.parameters} weights, ${plural(train, "picture")} to learn from, ${val} to measure`;
    }
    case "step": {
      const every = interval ?? Math.max(1, Math.ceil(state.steps / 10));
      if (event.step % every !== 0 && event.step !== state.steps) return undefined;
      return `${progressFigures(state)}: loss ${figure(event.loss)}, rate ${figure(event.rate)}, gradient ${figure(event.norm)}, ${speedFigures(state)}`;
    }
    case "evaluated":
      return evaluationFigures(state);
    case "calibrated":
      return calibrationFigures(state);
    case "sampled":
      return `sheet: ${printable(event.path)}`;
    default:
      return undefined;
  }
}
