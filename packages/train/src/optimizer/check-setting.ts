import { TinyCatsError } from "@tiny-cats/schema/errors";

/** Throws `invalid-training-option` unless a number lies from `least` on and, where it is told, below `below`. */
export function checkSetting(name: string, value: number, { least, below }: { least: number; below?: number }): void {
  if (Number.isFinite(value) && value >= least && (below === undefined || value < below)) return;
  const range = below === undefined ? `${least} or more` : `from ${least} to below ${below}`;
  throw new TinyCatsError("invalid-training-option", `${name} is ${value}`, {
    value,
    remedy: `give a number ${range}.`,
  });
}
