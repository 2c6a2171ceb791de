import { saveFile } from "../../browser/save-file.ts";
import { ErrorNote } from "../../design/error-note.tsx";
import { texts } from "../../texts.ts";
import { GOAL_MS, GRID_GUIDANCE, GRID_STEPS, gridMarkdown } from "./measure-grid.ts";
import { useGrid } from "./use-grid.ts";

const { benchmark: words } = texts;
const TOTAL = GRID_STEPS.length * GRID_GUIDANCE.length;

/** How long a drawing takes at each setting, and whether that is within two seconds. */
export function TimeGrid({ isBusy }: { isBusy: boolean }) {
  const { cells, runtime, error, isRunning, run, cancel } = useGrid();
  const under = cells.filter(({ ms }) => ms <= GOAL_MS).length;
  return (
    <section class="stack">
      <h2 id="grid">{words.gridTitle}</h2>
      <p class="muted">{words.gridMore}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard */}
      <section class="scroll" aria-labelledby="grid" tabIndex={0}>
        <table class="grid-table">
          <thead>
            <tr>
              <th scope="col">{words.gridSteps}</th>
              {GRID_GUIDANCE.map((guidance) => (
                <th key={guidance} scope="col">
                  {words.gridGuidance(guidance)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {GRID_STEPS.map((steps) => (
              <tr key={steps}>
                <th scope="row">{steps}</th>
                {GRID_GUIDANCE.map((guidance) => {
                  const ms = cells.find((cell) => cell.steps === steps && cell.guidance === guidance)?.ms;
                  return <GridField key={guidance} ms={ms} />;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="status number small" role="status">
        {isRunning && words.gridProgress(cells.length, TOTAL)}
        {runtime && words.gridDone(under, cells.length, runtime)}
      </p>
      {error !== undefined && <ErrorNote error={error} />}
      <div class="row">
        {isRunning ? (
          <button type="button" class="button" onClick={cancel}>
            {words.cancel}
          </button>
        ) : (
          <button type="button" class="button" disabled={isBusy} onClick={() => void run()}>
            {words.gridRun}
          </button>
        )}
        <button
          type="button"
          class="button"
          disabled={cells.length === 0}
          onClick={() => saveFile(new File([gridMarkdown(cells), "\n"], "drawing_times.md", { type: "text/markdown" }))}
        >
          {words.exportMarkdown}
        </button>
      </div>
    </section>
  );
}

function GridField({ ms }: { ms: number | undefined }) {
  if (ms === undefined) return <td class="unknown">–</td>;
  const isOver = ms > GOAL_MS;
  return (
    <td class={isOver ? "over" : "under"}>
      {words.gridSeconds((ms / 1000).toFixed(2))}
      <span class="small">{isOver ? words.gridOver : words.gridUnder}</span>
    </td>
  );
}
