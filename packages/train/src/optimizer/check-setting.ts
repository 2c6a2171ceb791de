import { TinyCatsError } from "@tiny-cats/schema/errors";

/** Throws `invalid-training-option` unless a number lies from `least` on and, where they are told, below `below` and up to `most`. */
export function checkSetting(
  name: string,
  value: number,
  { least, below, most }: { least: number; below?: number; most?: number },
): void {
  const isWithin = (below === undefined || value < below) && (most === undefined || value <= most);
  if (Number.isFinite(value) && value >= least && isWithin) return;
  const range =
    below !== undefined
      ? `from ${least} to below ${below}`
      : most !== undefined
        ? `from ${least} to ${most}`
        : `${least} or more`;
  throw new TinyCatsError("invalid-training-option", `${name} is ${value}`, {
    value,
    remedy: `give a number ${range}.`,
  });
}
