import { duration } from "../../../output/duration.ts";
import type { RunState } from "./run-state.ts";

/** A number as a human compares it with others of its kind: four significant digits, or a power of ten. */
export function figure(value: number): string {
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e5)) return value.toExponential(2);
  return String(Number(value.toPrecision(4)));
}

/** How far a run is, in words. */
export function progressFigures({ last, steps, left }: RunState): string {
  if (!last) return `update 0 of ${steps}`;
  const share = steps > 0 ? ` (${Math.floor((100 * last.step) / steps)} %)` : "";
  return `update ${last.step} of ${steps}${share}, epoch ${last.epoch + 1}, ${duration(left ?? 0)} left`;
}

/** How fast a run is, in words. */
export function speedFigures({ speed = 0, waiting = 0 }: RunState): string {
  const waits = waiting >= 0.005 ? `, ${Math.round(100 * waiting)} % waiting` : "";
  return `${speed >= 9.95 ? Math.round(speed) : speed.toFixed(1)} images/s${waits}`;
}

/** What a classifier's calibration came to, in words. */
export function calibrationFigures({ calibrated }: RunState): string {
  if (!calibrated) return "";
  const metrics = Object.entries(calibrated.metrics).map(([name, value]) => `, ${name} ${figure(value)}`);
  return `calibrated: temperature ${figure(calibrated.temperature)}; by pictures it was not fitted to${metrics.join("")}`;
}

/** What an evaluation found, in words: its value and what else it measured. */
export function evaluationFigures({ evaluated, best }: RunState): string {
  if (!evaluated) return "";
  const { step, value, metrics, isBest } = evaluated;
  const others = Object.entries(metrics)
    .filter(([name, number]) => number !== null && !["loss", "value"].includes(name))
    .map(([name, number]) => `, ${name} ${figure(number!)}`);
  const than = isBest ? ", the best so far" : best ? ` (best: ${figure(best.value)} at ${best.step})` : "";
  return `evaluated at ${step}: ${figure(value)}${others.join("")}${than}`;
}
