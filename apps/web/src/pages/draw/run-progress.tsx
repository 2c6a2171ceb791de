import "../../design/meter.css";
import "./run-progress.css";
import { useSubscribed } from "../../browser/use-subscribed.ts";
import { texts } from "../../texts.ts";
import { studio } from "./shared.ts";

const { run: words, time } = texts.draw;

/** How far drawing is: a bar, the step, and what is left. */
export function RunProgress() {
  const { run } = useSubscribed(studio);
  if (!run) return null;
  const { plan, picture, step, share, secondsLeft } = run;
  return (
    <div class="run-progress">
      <div class="row small number">
        <p>
          {words.progress(picture, plan.count, step, plan.steps)}
          <span class="muted">{secondsLeft === undefined ? "" : words.left(time(secondsLeft))}</span>
        </p>
        <button type="button" class="button" onClick={studio.cancel}>
          {texts.draw.cancel}
        </button>
      </div>
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
