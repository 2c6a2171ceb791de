import { texts } from "../../texts.ts";
import type { Run } from "./run/studio.ts";

const { run: words, time } = texts.draw;

/** How far drawing is: a bar, the step, and what is left. */
export function RunProgress({ run: { plan, picture, step, share, secondsLeft } }: { run: Run }) {
  return (
    <div class="run-progress">
      <p class="row small number">
        <span>{words.progress(picture, plan.count, step, plan.steps)}</span>
        <span class="muted">{secondsLeft === undefined ? "" : words.left(time(secondsLeft))}</span>
      </p>
      <div
        class="meter"
        role="progressbar"
        aria-label={words.bar}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(share * 100)}
      >
        <div class="run-bar" style={{ transform: `scaleX(${share})` }} />
      </div>
    </div>
  );
}
