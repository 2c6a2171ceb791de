import { brailleCurve } from "../../../output/braille-curve.ts";
import { shareBar } from "../../../output/share-bar.ts";
import type { Style } from "../../../output/style.ts";
import { calibrationFigures, evaluationFigures, figure, progressFigures, speedFigures } from "./figures.ts";
import { lossMeans } from "./loss-curve.ts";
import type { RunState } from "./run-state.ts";

export interface ViewSize {
  readonly columns: number;
  readonly rows: number;
}

/** Lines beside the curve's, and the one that the cursor stands on. */
const BESIDE = 9;
const CURVE = { least: 3, most: 10 };
const LEAST_WIDTH = 20;
/** A loss that is nothing has no logarithm. */
const SMALLEST = 1e-12;

/** A run on one screen: how far it is, its losses as a curve, and what was last drawn, measured and saved. None of the lines is wider than the terminal. */
export function viewLines(state: RunState, style: Style, { columns, rows }: ViewSize): string[] {
  const { prepared, last, steps, sampled, saved } = state;
  const width = Math.max(LEAST_WIDTH, Math.min(columns - 1, 100));
  const cut = (text: string) => (text.length > width ? `${text.slice(0, width - 1)}…` : text);
  const said = (text: string | false | undefined) => (text ? [cut(text)] : []);
  const share = steps > 0 ? (last?.step ?? 0) / steps : 0;
  const lines = said(prepared && title(prepared)).map(style.bold);
  if (steps === 0) return lines;
  lines.push(cut(progressFigures(state)), style.cyan(shareBar(share, width)));
  if (last) {
    lines.push(
      cut(
        `loss ${figure(last.loss)}, rate ${figure(last.rate)}, gradient ${figure(last.norm)}, ${speedFigures(state)}`,
      ),
    );
    const height = Math.max(CURVE.least, Math.min(CURVE.most, rows - BESIDE));
    lines.push(...curveLines(state, style, { width, height }));
  }
  const facts = [
    calibrationFigures(state),
    evaluationFigures(state),
    sampled && `sheet: ${sampled.path}`,
    saved !== undefined && `saved at ${saved}`,
  ];
  for (const fact of facts) lines.push(...said(fact).map(style.dim));
  return lines;
}

function title({ architecture, parameters, pictures: { train, val } }: NonNullable<RunState["prepared"]>): string {
  const size = parameters >= 1e6 ? `${(parameters / 1e6).toFixed(1)} M` : parameters.toLocaleString("en");
  return `${architecture}, ${size} weights, ${train} pictures to learn from, ${val} to measure`;
}

/** The losses, on a logarithmic scale: early ones and those of hard examples are many times the others. */
function curveLines({ curve }: RunState, style: Style, { width, height }: { width: number; height: number }): string[] {
  const means = lossMeans(curve).map((mean) => (mean === undefined ? undefined : Math.log(Math.max(mean, SMALLEST))));
  const known = means.filter((mean) => mean !== undefined);
  const [most, least] = [Math.max(...known), Math.min(...known)];
  const middle = (height - 1) / 2;
  const values = new Map([
    [0, most],
    [Math.floor(middle), most + ((least - most) * Math.floor(middle)) / (height - 1)],
    [height - 1, least],
  ]);
  const labels = Array.from({ length: height }, (_, i) => (values.has(i) ? figure(Math.exp(values.get(i)!)) : ""));
  const margin = Math.max(...labels.map(({ length }) => length));
  return brailleCurve(means, { width: width - margin - 2, height }).map(
    (line, i) => `${style.dim(`${labels[i].padStart(margin)} │`)}${style.green(line)}`,
  );
}
