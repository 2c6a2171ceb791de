import type { Io, OutputStream } from "../io.ts";

/** Bits of colour to print with: 0 is none, 4 the terminal's sixteen, 8 a palette of 256, 24 every one. */
export type ColourDepth = 0 | 4 | 8 | 24;

const FORCED: Readonly<Record<string, ColourDepth>> = { "0": 0, false: 0, "1": 4, "2": 8 };

/** FORCE_COLOR decides where it is set; else NO_COLOR, a dumb terminal or no terminal at all mean no colour. */
export function colourDepth(stream: OutputStream, env: Io["env"]): ColourDepth {
  if (env.FORCE_COLOR !== undefined) return FORCED[env.FORCE_COLOR] ?? 24;
  if (env.NO_COLOR || env.TERM === "dumb" || !stream.isTTY) return 0;
  if (env.COLORTERM === "truecolor" || env.COLORTERM === "24bit") return 24;
  const bits = stream.getColorDepth?.({ ...env }) ?? 4;
  return bits >= 24 ? 24 : bits >= 8 ? 8 : 4;
}
